using System.Text.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Contracts.Notifications;

namespace Portal.Bff.Features.Notifications;

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
