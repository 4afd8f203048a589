using System.Text.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Contracts.Notifications;

namespace Portal.Bff.Notifications;

/// <summary>Something people may want to know, and the groups of those who may.</summary>
internal sealed record Notice
{
    /// <summary>Tenant id.</summary>
    public required string Tenant { get; init; }

    /// <summary>Its id: the same thing has the same id, so that it is told once.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="NotificationKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Groups of the hub whose members may know it.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>What it is about.</summary>
    public required Dictionary<string, string> About { get; init; }
}

/// <summary>A stored notice; one row for each group that may know it.</summary>
internal sealed class NoticeRow
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required string Tenant { get; init; }

    public required string Id { get; init; }

    /// <summary>Group of the hub.</summary>
    public required string Audience { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string AboutJson { get; init; }

    public static NoticeRow Of(Notice notice, string audience) => new()
    {
        Tenant = notice.Tenant, Id = notice.Id, Audience = audience, Kind = notice.Kind, At = notice.At, AboutJson = JsonSerializer.Serialize(notice.About, Json),
    };

    public NotificationDto ToDto(bool read) => new(Id, Tenant, Kind, At, JsonSerializer.Deserialize<Dictionary<string, string>>(AboutJson, Json)!, read);

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeRow>
    {
        public void Configure(EntityTypeBuilder<NoticeRow> builder)
        {
            builder.ToTable("notices");
            builder.HasKey(n => new { n.Tenant, n.Id, n.Audience });
            builder.HasIndex(n => new { n.Tenant, n.At });
        }
    }
}

/// <summary>A person has seen a notice.</summary>
internal sealed class NoticeRead
{
    public required string UserId { get; init; }

    public required string Tenant { get; init; }

    public required string NoticeId { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeRead>
    {
        public void Configure(EntityTypeBuilder<NoticeRead> builder)
        {
            builder.ToTable("notice_reads");
            builder.HasKey(r => new { r.UserId, r.Tenant, r.NoticeId });
            builder.HasIndex(r => r.At);
        }
    }
}
