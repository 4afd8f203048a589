using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Audit;

/// <summary>One entry of the log. Rows are added and never changed.</summary>
internal sealed class AuditEntryRow
{
    /// <summary>Name of the sequence.</summary>
    public required string Tenant { get; init; }

    /// <summary>Number in the sequence, from 1 without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it says.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>Number of the intent that an outcome belongs to.</summary>
    public long? Ref { get; init; }

    /// <summary>Leaf hash of the entry before it.</summary>
    public required byte[] PrevHash { get; init; }

    /// <summary>Its own leaf hash.</summary>
    public required byte[] LeafHash { get; init; }

    /// <summary>The canonical bytes: what the hashes are over.</summary>
    public required byte[] Bytes { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEntryRow>
    {
        public void Configure(EntityTypeBuilder<AuditEntryRow> builder)
        {
            builder.ToTable("audit_entries");
            builder.HasKey(e => new { e.Tenant, e.Seq });
            builder.Property(e => e.Tenant).HasColumnName("tenant");
            builder.Property(e => e.Seq).HasColumnName("seq").ValueGeneratedNever();
            builder.Property(e => e.At).HasColumnName("at");
            builder.Property(e => e.Kind).HasColumnName("kind").HasConversion<short>();
            builder.Property(e => e.Ref).HasColumnName("ref");
            builder.Property(e => e.PrevHash).HasColumnName("prev_hash");
            builder.Property(e => e.LeafHash).HasColumnName("leaf_hash");
            builder.Property(e => e.Bytes).HasColumnName("bytes");

            // An intent has one outcome at most, whoever settles it.
            builder.HasIndex(e => new { e.Tenant, e.Ref }).IsUnique().HasFilter("ref is not null");
        }
    }
}
