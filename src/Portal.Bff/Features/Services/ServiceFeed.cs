using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Features.Services;

/// <summary>How fresh a tenant's snapshots are.</summary>
internal sealed class ServiceFeed
{
    /// <summary>Tenant id.</summary>
    public required string Tenant { get; init; }

    /// <summary>When upstream last listed the services; null until it did.</summary>
    public DateTimeOffset? AsOf { get; set; }

    /// <summary>Why the last attempt failed, or null.</summary>
    public string? Problem { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ServiceFeed>
    {
        public void Configure(EntityTypeBuilder<ServiceFeed> builder)
        {
            builder.ToTable("service_feeds");
            builder.HasKey(f => f.Tenant);
        }
    }
}
