using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Tenants;

/// <summary>The one row that says which revision of the configured tenants was applied last.</summary>
internal sealed class TenantRevision
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The revision.</summary>
    public required long Revision { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TenantRevision>
    {
        public void Configure(EntityTypeBuilder<TenantRevision> builder)
        {
            builder.ToTable("tenant_revision");
            builder.Property(r => r.Id).ValueGeneratedNever();
        }
    }
}
