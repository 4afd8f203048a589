using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Features.Forms;

/// <summary>What one person has typed into a form.</summary>
internal sealed class DraftRow
{
    public required string Tenant { get; init; }

    public required string UserId { get; init; }

    public required string Form { get; init; }

    /// <summary>Values by field as a JSON object, without secrets.</summary>
    public required string Values { get; set; }

    public required DateTimeOffset SavedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DraftRow>
    {
        public void Configure(EntityTypeBuilder<DraftRow> builder)
        {
            builder.ToTable("form_drafts");
            builder.HasKey(d => new { d.Tenant, d.UserId, d.Form });
            builder.HasIndex(d => d.SavedAt);
        }
    }
}
