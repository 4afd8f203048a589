using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Features.Notifications;

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
