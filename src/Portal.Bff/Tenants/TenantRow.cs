using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Tenants;

/// <summary>One company's cloud account: IAM domain, project and region, with its endpoints.</summary>
internal sealed class TenantRow
{
    /// <summary>Fixed for life: <c>^[a-z][a-z0-9-]{1,31}$</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the company.</summary>
    public required string Name { get; set; }

    /// <summary>IAM domain (account) name.</summary>
    public required string Domain { get; set; }

    /// <summary>IAM project name, such as the region's.</summary>
    public required string Project { get; set; }

    /// <summary>Project id; learnt with the first token where it was not configured.</summary>
    public string? ProjectId { get; set; }

    /// <summary>Region.</summary>
    public required string Region { get; set; }

    /// <summary>IAM endpoint.</summary>
    public required string IamEndpoint { get; set; }

    /// <summary>BCS endpoint.</summary>
    public required string BcsEndpoint { get; set; }

    /// <summary>User of the credential for background work, or null.</summary>
    public string? CredentialUser { get; set; }

    /// <summary>Password of that user, sealed, or null.</summary>
    public byte[]? CredentialPassword { get; set; }

    /// <summary>Access key id (AK) of the credential, or null.</summary>
    public string? CredentialAccessKey { get; set; }

    /// <summary>Secret key (SK) that belongs to it, sealed, or null.</summary>
    public byte[]? CredentialSecretKey { get; set; }

    /// <summary>True if every download of keys needs a reason.</summary>
    public bool RequireDownloadReason { get; set; }

    /// <summary>True if it comes from configuration, which then also retires it.</summary>
    public bool Configured { get; set; }

    /// <summary>When configuration stopped naming it; null while it does.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TenantRow>
    {
        public void Configure(EntityTypeBuilder<TenantRow> builder)
        {
            builder.ToTable("tenants");
            builder.HasKey(t => t.Id);
            builder.HasIndex(t => t.Domain);
        }
    }
}
