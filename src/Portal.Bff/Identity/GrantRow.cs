using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Identity;

/// <summary>A role given to a user or a group in a tenant.</summary>
internal sealed class GrantRow
{
    /// <summary>Tenant id.</summary>
    public required string TenantId { get; init; }

    /// <summary>Stable id of the person or the group.</summary>
    public required string UserId { get; init; }

    /// <summary>Role.</summary>
    public required string Role { get; init; }

    /// <summary>True if it comes from configuration and goes with it.</summary>
    public bool Configured { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<GrantRow>
    {
        public void Configure(EntityTypeBuilder<GrantRow> builder)
        {
            builder.ToTable("grants");
            builder.HasKey(g => new { g.UserId, g.TenantId, g.Role });
            builder.HasIndex(g => g.TenantId);
        }
    }
}
