using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Operations;

/// <summary>How much of a tenant's operation records the portal has looked through.</summary>
internal sealed class OperationFeed
{
    /// <summary>Tenant id.</summary>
    public required string Tenant { get; init; }

    /// <summary>When records were last looked through for unknown ones, running or all.</summary>
    public DateTimeOffset? DiscoveredAt { get; set; }

    /// <summary>When all records were last read.</summary>
    public DateTimeOffset? ReadAllAt { get; set; }

    /// <summary>How many there were then.</summary>
    public int RecordCount { get; set; }

    /// <summary>When every record had been taken over for the first time.</summary>
    public DateTimeOffset? ImportedAt { get; set; }

    /// <summary>Time of the newest record then, by upstream's own clock, in nanoseconds since 1970.</summary>
    public long? SeenTo { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OperationFeed>
    {
        public void Configure(EntityTypeBuilder<OperationFeed> builder)
        {
            builder.ToTable("operation_feeds");
            builder.HasKey(f => f.Tenant);
        }
    }
}
