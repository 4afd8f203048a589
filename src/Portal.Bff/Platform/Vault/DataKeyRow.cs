using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Platform.Vault;

/// <summary>A data key, wrapped by the master key.</summary>
internal sealed class DataKeyRow
{
    /// <summary>Tenant id, or <c>_portal</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>The wrapped key.</summary>
    public required byte[] Wrapped { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DataKeyRow>
    {
        public void Configure(EntityTypeBuilder<DataKeyRow> builder)
        {
            builder.ToTable("data_keys");
            builder.HasKey(k => k.Owner);
        }
    }
}
