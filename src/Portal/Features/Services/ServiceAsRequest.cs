using Bcs.Api.Services;

using Portal.Contracts.Services;

namespace Portal.Features.Services;

/// <summary>The request that would make a service like another one, as far as the cloud tells how that one is. It has no name of its own yet.</summary>
internal static class ServiceAsRequest
{
    private const long MostPeers = 2;

    /// <summary>The request. The cloud does not tell the Fabric version, only what follows from it. Nodes of an edge cluster serve one service, so they are left out.</summary>
    public static CreateServiceRequest Of(ServiceDto service)
    {
        var (detail, basic) = (service.Detail, service.Detail?.BasicInfo);
        var consensus = Consensus(basic?.Consensus);
        var edge = string.Equals(basic?.ClusterType, "ief", StringComparison.OrdinalIgnoreCase);
        return new()
        {
            VersionType = basic?.VersionType,
            FabricVersion = consensus is "SOLO" or "kafka" ? "1.4" : null,
            BlockchainType = basic?.ServiceType?.ToLowerInvariant(),
            Consensus = consensus,
            SignAlgorithm = string.Equals(basic?.SignAlgorithm, "sm2", StringComparison.OrdinalIgnoreCase) ? "sm2" : "ECDSA",
            DatabaseType = basic?.DatabaseType?.ToLowerInvariant(),
            CouchdbInfo = detail?.CouchDbInfo is { } couch ? new() { UserName = couch.User } : null,
            OrdererNodeNumber = detail?.OrdererInfo?.NodeCnt is > 0 and var orderers ? orderers : null,
            ClusterType = edge ? "ief" : "cce",
            CreateNewCluster = false,
            CceClusterInfo = edge ? null : new() { ClusterId = basic?.ClusterId, ClusterName = basic?.ClusterName, ClusterPlatformType = basic?.ClusterPlatformType },
            VolumeType = detail?.SfsInfo?.Type switch { "sfs" => "nfs", "efs" => "efs", _ => null },
            PeerOrgs = [.. (detail?.PeerInfo ?? []).Select(o => new OrgPeer { Name = o.Name, NodeCount = Math.Clamp(o.NodeCnt ?? 1, 1, MostPeers) })],
            Channels = detail?.Channels is { Count: > 0 } channels ? [.. channels.Select(c => new NewServiceChannel { Name = c.Name, OrgNames = c.OrgNames })] : null,
            BlockInfo = basic?.BlockInfo,
            RestfulApiSupport = basic?.IsSupportRestful,
            Tc3Need = basic?.IsSupportTc3,
        };
    }

    // The form's own spelling.
    private static string? Consensus(string? consensus) => consensus?.ToUpperInvariant() switch
    {
        "ETCDRAFT" => "etcdraft",
        "KAFKA" => "kafka",
        var other => other,
    };
}
