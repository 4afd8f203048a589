using Portal.Contracts.Services;

namespace Portal.Features.Services;

/// <summary>A CCE cluster that a service of the tenant runs on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Platform">Its platform, or null while unknown.</param>
internal sealed record KnownCluster(string Id, string Name, string? Platform);

/// <summary>What the tenant's services have used so far: it is offered again, and a name among them is taken.</summary>
internal sealed class CreateServiceOffers
{
    private readonly HashSet<string> _names;

    private CreateServiceOffers(IReadOnlyList<ServiceDto> services)
    {
        _names = [.. services.Select(s => s.Name)];
        Clusters =
        [
            .. from service in services
               let basic = service.Detail?.BasicInfo
               where basic is { ClusterId.Length: > 0, ClusterName.Length: > 0 } && !string.Equals(basic.ClusterType, "ief", StringComparison.OrdinalIgnoreCase)
               group basic by basic.ClusterId into same
               let cluster = same.First()
               orderby cluster.ClusterName
               select new KnownCluster(cluster.ClusterId!, cluster.ClusterName!, cluster.ClusterPlatformType),
        ];
        Organizations = [.. services.SelectMany(s => s.Detail?.PeerInfo ?? []).Select(o => o.Name).OfType<string>().Where(n => n.Length > 0).Distinct().Order(StringComparer.CurrentCulture)];
    }

    /// <summary>While nothing is known.</summary>
    public static CreateServiceOffers None { get; } = new([]);

    /// <summary>Clusters by name.</summary>
    public IReadOnlyList<KnownCluster> Clusters { get; }

    /// <summary>Names of organisations.</summary>
    public IReadOnlyList<string> Organizations { get; }

    /// <summary>What some services have used.</summary>
    public static CreateServiceOffers Of(IReadOnlyList<ServiceDto> services) => new(services);

    /// <summary>True if a service has the name already.</summary>
    public bool IsTaken(string name) => _names.Contains(name);
}
