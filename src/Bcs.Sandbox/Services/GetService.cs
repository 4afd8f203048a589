using System.Globalization;
using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Tells everything about one service, 5.1.3.</summary>
internal static class GetService
{
    private static readonly Dictionary<string, JsonElement> NoClaims = [];

    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        var nodes = new ServiceNodes(call.Tenant, service, call.Now);
        var detail = JsonSerializer.SerializeToNode(
            new ServiceDetail
            {
                BasicInfo = Basic(service, call.Current(service)),
                Channels = [.. service.Channels.Select(c => Channel(call.World, service, c))],
                PeerInfo = [.. service.Organizations.Select(nodes.Peers)],
                LightPeerInfo = [],
                OrdererInfo = nodes.Orderers(),
                CouchDbInfo = new CouchDbInfo { User = service.CouchUser },
                DmsKafkaInfo = new DmsKafkaInfo { Status = "", StatusDetail = "", OrderFadeEnabled = false, OrderFadeEnable = false, OrderFadeCache = 0, Addr = [] },
                IefInfo = new IefInfo { DeployMode = service.IefDeployMode },
                SfsInfo = Storage(service),
                AgentInfo = nodes.AddOn("baas-agent", installed: true),
                RestapiInfo = nodes.AddOn("baas-restapi", service.Restful),
                EvsPvcInfo = NoClaims,
                Tc3TaskserverInfo = nodes.AddOn("tc3-taskserver", service.TrustedComputing),
                ObsBucketInfo = new ObsInfo { Name = "", Addr = "" },
            },
            BcsJson.Options)!.AsObject();

        // The live service has this field under a misspelt name too.
        detail["loght_peer_info"] = detail["light_peer_info"]!.DeepClone();
        return Answer.Ok(detail);
    }

    private static ServiceBasicInfo Basic(ServiceState service, OperationState? current) => new()
    {
        Id = service.Id,
        Name = service.Name,
        Version = service.Version,
        ServiceType = service.BlockchainType,
        PurchaseType = "",
        SignAlgorithm = service.SignAlgorithm,
        Consensus = service.Consensus,
        ChargingMode = service.Yearly ? 0 : 1,
        VersionType = service.VersionType,
        DatabaseType = service.DatabaseType,
        ClusterId = service.Cluster.Id,
        ClusterName = service.Cluster.Name,
        ClusterType = service.Cluster.Type,
        ClusterPlatformType = service.Cluster.Platform,
        ClusterAz = "",
        CreatedTime = WireTimes.Seconds(service.CreatedAt),
        DeployType = service.Invitee ? "invite" : "create",
        OrderFadeEnabled = false,
        OrderFadeCache = 0,
        IsCrossRegion = false,
        IsSupportRollback = false,
        IsSupportRestful = service.Restful,
        IsSupportTc3 = service.TrustedComputing,
        IsOldService = false,
        OldServiceVersion = "",
        AgentPortalAddrs = service.UseEip ? [NodeAddresses.Agent(service)] : [],
        Status = service.Status,
        ProcessStatus = OperationTypes.ProcessStatus(current?.Kind),
        OrderStatus = service.Yearly ? 2 : 0,
        DeployStatus = service.DeployStatus,
        BlockInfo = service.Block,
    };

    private static ServiceChannel Channel(SandboxWorld world, ServiceState service, ChannelState channel)
    {
        var members = ChannelMembers.Of(world.State, service, channel);
        return new ServiceChannel
        {
            Name = channel.Name,
            OrgNames = [.. members.Select(m => m.Organization.Name)],
            OrgNameHash = [.. members.Select(m => $"{m.Organization.Name}:{m.Organization.Hash}")],
            Peers = members.ToDictionary(m => m.Organization.Hash, m => (IReadOnlyList<string>)[.. m.Peers.Select(m.Organization.PeerDomain)]),
        };
    }

    private static SfsInfo Storage(ServiceState service) => service.VolumeType switch
    {
        "nfs" => Storage(service, "sfs", "sfs-nas1"),
        "efs" => Storage(service, "efs", "sfs-turbo1"),
        _ => new SfsInfo { PvcName = "", Name = "", Addr = "", Type = "host" },
    };

    private static SfsInfo Storage(ServiceState service, string type, string host) => new()
    {
        PvcName = $"pvc-{service.Name}",
        Name = $"cce-{type}-{service.Name}",
        Addr = string.Create(CultureInfo.InvariantCulture, $"{host}.cn-north-4.myhuaweicloud.com:/share-{service.OrdererHash[..8]}"),
        Type = type,
    };
}
