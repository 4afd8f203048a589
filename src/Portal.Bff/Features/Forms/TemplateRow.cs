using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Features.Forms;

/// <summary>A request that a tenant starts forms from.</summary>
internal sealed class TemplateRow
{
    public required string Tenant { get; init; }

    public required string Form { get; init; }

    public required string Name { get; init; }

    /// <summary>The request as JSON, without secrets.</summary>
    public required string Request { get; init; }

    /// <summary>Name of the person who saved it last.</summary>
    public required string SavedBy { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TemplateRow>
    {
        public void Configure(EntityTypeBuilder<TemplateRow> builder)
        {
            builder.ToTable("form_templates");
            builder.HasKey(t => new { t.Tenant, t.Form, t.Name });
        }
    }
}
