using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Iam;

/// <summary>A token of IAM, sealed with the tenant's data key.</summary>
internal sealed class IamTokenRow
{
    /// <summary>Handle of the session it belongs to, or <see cref="TenantOwner"/> for the tenant's own.</summary>
    public required string Owner { get; init; }

    /// <summary>Tenant whose project it is scoped to.</summary>
    public required string TenantId { get; init; }

    /// <summary>The token, sealed.</summary>
    public required byte[] Token { get; set; }

    /// <summary>When IAM says it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Owner of the token that background work uses.</summary>
    public const string TenantOwner = "tenant";

    internal sealed class Mapping : IEntityTypeConfiguration<IamTokenRow>
    {
        public void Configure(EntityTypeBuilder<IamTokenRow> builder)
        {
            builder.ToTable("iam_tokens");
            builder.HasKey(t => new { t.Owner, t.TenantId });
            builder.HasIndex(t => t.ExpiresAt);
        }
    }
}
