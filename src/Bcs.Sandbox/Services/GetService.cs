using System.Globalization;

using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Tells everything about one service, 5.1.3.</summary>
internal static class GetService
{
    private const int PeerPort = 7051;
    private const int OrdererPort = 7050;
    private const int FirstPeerNodePort = 30605;
    private const int FirstOrdererNodePort = 30805;
    private const int AgentNodePort = 30603;
    private const string Idle = "";

    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        var current = call.Current(service);
        return Answer.Ok(new ServiceDetail
        {
            BasicInfo = Basic(service, current),
            Channels = [.. service.Channels.Select(c => Channel(service, c))],
            PeerInfo = Peers(service, current, call.Now),
            LightPeerInfo = [],
            OrdererInfo = Nodes($"{service.Name}-orderer", service.OrdererCount, current, Up(current, OperationPlans.OrdererStep, service.OrdererCount, call.Now), Orderers(service)),
            CouchDbInfo = new CouchDbInfo { User = service.CouchUser },
            DmsKafkaInfo = new DmsKafkaInfo { Status = "", StatusDetail = "", OrderFadeEnabled = false, OrderFadeEnable = false, OrderFadeCache = 0, Addr = [] },
            IefInfo = new IefInfo { DeployMode = service.IefDeployMode },
            SfsInfo = new SfsInfo { PvcName = "", Name = "", Addr = "", Type = service.VolumeType == "nfs" ? "sfs" : service.VolumeType == "efs" ? "efs" : "host" },
            AgentInfo = Nodes("baas-agent", 1, current, current?.Kind is OperationKind.CreateService ? 0 : 1, null),
            RestapiInfo = AddOn("baas-restapi", service.Restful, current),
            Tc3TaskserverInfo = AddOn("tc3-taskserver", service.TrustedComputing, current),
            ObsBucketInfo = new ObsInfo { Name = "", Addr = "" },
        });
    }

    private static ServiceBasicInfo Basic(ServiceState service, OperationState? current) => new()
    {
        Id = service.Id,
        Name = service.Name,
        Version = "3.0.7",
        ServiceType = service.BlockchainType,
        PurchaseType = "",
        SignAlgorithm = service.SignAlgorithm,
        Consensus = service.Consensus,
        ChargingMode = 1,
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
        AgentPortalAddrs = service.UseEip ? [Port(service, AgentNodePort)] : [],
        Status = service.Status,
        ProcessStatus = current?.Kind switch
        {
            OperationKind.CreateService => "IsCreating",
            OperationKind.DeleteService => "IsDeleting",
            OperationKind.CreateChannels => "IsAdding",
            _ => Idle,
        },
        OrderStatus = 0,
        DeployStatus = service.DeployStatus,
        BlockInfo = service.Block,
    };

    private static ServiceChannel Channel(ServiceState service, ChannelState channel)
    {
        var members = service.Organizations.Where(o => channel.Peers.ContainsKey(o.Name)).ToList();
        return new ServiceChannel
        {
            Name = channel.Name,
            OrgNames = [.. members.Select(o => o.Name)],
            OrgNameHash = [.. members.Select(o => $"{o.Name}:{o.Hash}")],
            Peers = members.ToDictionary(o => o.Hash, o => (IReadOnlyList<string>)[.. channel.Peers[o.Name].Select(o.PeerDomain)]),
        };
    }

    private static List<PeerInfo> Peers(ServiceState service, OperationState? current, long now)
    {
        var peers = new List<PeerInfo>();
        var port = FirstPeerNodePort;
        foreach (var organization in service.Organizations)
        {
            var addresses = Enumerable.Range(0, organization.PeerCount)
                .Select(i => Address(service, $"{organization.PeerDomain(i)}:{PeerPort}", port + i))
                .ToList();
            port += organization.PeerCount;
            peers.Add(Nodes(organization.Name, organization.PeerCount, current, Up(current, OperationPlans.PeerStep, organization.PeerCount, now), addresses));
        }

        return peers;
    }

    private static List<PeerAddress> Orderers(ServiceState service) =>
    [
        .. Enumerable.Range(0, service.OrdererCount).Select(i => Address(
            service, $"orderer-{service.OrdererHash}-{i}.orderer-{service.OrdererHash}.default.svc.cluster.local:{OrdererPort}", FirstOrdererNodePort + i)),
    ];

    private static PeerAddress Address(ServiceState service, string domain, int port) =>
        new() { DomainPort = domain, IpPort = service.UseEip ? Port(service, port) : "" };

    private static string Port(ServiceState service, int port) => string.Create(CultureInfo.InvariantCulture, $"{service.Address}:{port}");

    /// <summary>Nodes that are up: none before their step of the creation is done.</summary>
    private static int Up(OperationState? current, string step, int count, long now)
    {
        if (current is not { Kind: OperationKind.CreateService })
        {
            return count;
        }

        return OperationTimeline.At(current, now).Steps.Single(s => s.Plan.Name == step).Status == OperationTimeline.Finished ? count : 0;
    }

    private static PeerInfo AddOn(string name, bool installed, OperationState? current) => installed
        ? Nodes(name, 1, current, current?.Kind is OperationKind.CreateService ? 0 : 1, null)
        : new PeerInfo { Name = "", NodeCnt = 0, Status = "", StatusDetail = "", PvcName = "" };

    private static PeerInfo Nodes(string name, int count, OperationState? current, int up, IReadOnlyList<PeerAddress>? addresses) => new()
    {
        Name = name,
        NodeCnt = count,
        Status = current?.Kind switch
        {
            OperationKind.DeleteService => "Isdeleting",
            _ when up < count => "IsCreating",
            _ => "Normal",
        },
        StatusDetail = string.Create(CultureInfo.InvariantCulture, $"{up}/{count}"),
        PvcName = "",
        Address = addresses,
    };
}
