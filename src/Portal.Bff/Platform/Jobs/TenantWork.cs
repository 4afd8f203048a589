using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Platform.Jobs;

/// <summary>When a kind of work is due for a tenant, and which instance is at it.</summary>
internal sealed class TenantWork
{
    /// <summary>Kind of work.</summary>
    public required string Kind { get; init; }

    /// <summary>Tenant id.</summary>
    public required string Tenant { get; init; }

    /// <summary>When it is due next.</summary>
    public DateTimeOffset NextAt { get; set; }

    /// <summary>Not before this moment, whoever asks: upstream wanted to be left alone.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Until when the owner may work; null if nobody does.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>The instance that holds or held the lease.</summary>
    public string? Owner { get; set; }

    /// <summary>Counts the leases; every write of the work checks that it is still the newest.</summary>
    public long Fence { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Attempts { get; set; }

    /// <summary>Why the last visit failed; null if it did not.</summary>
    public string? Trouble { get; set; }

    /// <summary>When the first of the failures in a row was; null without one.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>Counts the calls for attention, so that one made during the work is not lost at its end.</summary>
    public long Wakes { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TenantWork>
    {
        public void Configure(EntityTypeBuilder<TenantWork> builder)
        {
            builder.ToTable("tenant_work");
            builder.HasKey(w => new { w.Kind, w.Tenant });
            builder.HasIndex(w => new { w.Kind, w.NextAt });
        }
    }
}
