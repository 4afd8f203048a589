using System.Globalization;
using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Services;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Contracts.Services;

namespace Portal.Bff.Features.Services;

/// <summary>A service as upstream last described it. The version rises only when the description changes.</summary>
internal sealed class ServiceSnapshot
{
    private ServiceSnapshot()
    {
    }

    public required string Tenant { get; init; }

    public required string Id { get; init; }

    public required string Name { get; set; }

    public long Version { get; private set; } = 1;

    /// <summary>When it was last listed or read.</summary>
    public DateTimeOffset AsOf { get; private set; }

    /// <summary>When its detail was last read; null until it could be.</summary>
    public DateTimeOffset? DetailAt { get; private set; }

    /// <summary>The detail as JSON.</summary>
    public string? DetailJson { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>True while upstream says that something is being done to it.</summary>
    public bool InMotion { get; private set; }

    /// <summary>True once upstream no longer lists it. Kept, so that versions go on if it comes back.</summary>
    public bool Gone { get; private set; }

    /// <summary>A service that upstream lists and the portal did not know.</summary>
    public static ServiceSnapshot Listed(string tenant, string id, string name, DateTimeOffset now) =>
        new() { Tenant = tenant, Id = id, Name = name, AsOf = now };

    /// <summary>Upstream lists it. True if that is news.</summary>
    public bool NoteListed(string name, DateTimeOffset now)
    {
        if (DetailJson is null)
        {
            AsOf = now;
        }

        if (!Gone && Name == name)
        {
            return false;
        }

        (Gone, Name) = (false, name);
        Version++;
        return true;
    }

    /// <summary>Upstream described it. True if that is news.</summary>
    public bool NoteDetail(ServiceDetail detail, DateTimeOffset now)
    {
        var json = JsonSerializer.Serialize(detail, BcsJson.Options);
        (AsOf, DetailAt) = (now, now);
        if (json == DetailJson)
        {
            return false;
        }

        DetailJson = json;
        InMotion = !string.IsNullOrEmpty(detail.BasicInfo?.ProcessStatus);
        CreatedAt = DateTimeOffset.TryParse(detail.BasicInfo?.CreatedTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? created
            : CreatedAt;
        Version++;
        return true;
    }

    /// <summary>Upstream no longer lists it.</summary>
    public void NoteGone()
    {
        Gone = true;
        Version++;
    }

    /// <summary>The service as it is shown; without detail to those who may only list.</summary>
    public ServiceDto ToDto(bool withDetail = true) =>
        new(
            Id, Tenant, Name, Version, AsOf,
            withDetail && DetailJson is not null ? JsonSerializer.Deserialize<ServiceDetail>(DetailJson, BcsJson.Options) : null, CreatedAt);

    internal sealed class Mapping : IEntityTypeConfiguration<ServiceSnapshot>
    {
        public void Configure(EntityTypeBuilder<ServiceSnapshot> builder)
        {
            builder.ToTable("services");
            builder.HasKey(s => new { s.Tenant, s.Id });
            builder.HasIndex(s => new { s.Tenant, s.Name, s.Id });
        }
    }
}
