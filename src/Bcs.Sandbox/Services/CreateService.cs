using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Creates a service, 5.1.1.</summary>
internal static class CreateService
{
    private const string DefaultOrganization = "organization";
    private const string DefaultChannel = "channel";

    public static Answer Handle(BcsCall call)
    {
        if (call.Read<CreateServiceRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if ((CreateServiceRules.Check(request, call.World.Dialect) ?? InviteeRules.Check(call, request)) is { } fault)
        {
            return fault;
        }

        if (call.Tenant.Services.Exists(s => s.Name == request.Name))
        {
            return BcsFaults.NameTaken;
        }

        if (call.Tenant.Services.Count >= call.Tenant.ServiceQuota)
        {
            return BcsFaults.QuotaExceeded;
        }

        var name = call.World.NextName("service");
        var service = Build(request, call.World.Seed, name, call.Now);
        var channels = Channels(request, service);
        call.Tenant.Services.Add(service);
        service.CreationOperation = call.Begin(service, OperationKind.CreateService, p => p.CreateService(service, channels), o => o.NewChannels = channels);
        return Answer.Ok(new CreateServiceResponse { BlockchainId = service.Id, BlockchainName = service.Name, OperationId = service.CreationOperation });
    }

    /// <summary>The service as its request describes it, before anything of it is there.</summary>
    /// <param name="request">A request that breaks no rule.</param>
    /// <param name="seed">Source of what is generated.</param>
    /// <param name="name">A name that nothing else has.</param>
    /// <param name="createdAt">Nanoseconds since 1970.</param>
    public static ServiceState Build(CreateServiceRequest request, int seed, string name, long createdAt)
    {
        var id = Seeded.Id(seed, name);
        var organizations = request.PeerOrgs is { Count: > 0 } asked ? asked : [new OrgPeer { Name = DefaultOrganization, NodeCount = 2 }];
        return new ServiceState
        {
            Id = id,
            Name = request.Name!,
            CreatedAt = createdAt,
            FabricVersion = request.FabricVersion ?? "2.2",
            VersionType = CreateServiceRules.EditionOf(request).Number,
            BlockchainType = request.BlockchainType ?? "private",
            Consensus = (request.Consensus ?? CreateServiceRules.DefaultConsensus(request)).ToLowerInvariant(),
            SignAlgorithm = (request.SignAlgorithm ?? "ECDSA").ToUpperInvariant(),
            DatabaseType = request.DatabaseType ?? "goleveldb",
            CouchUser = request.DatabaseType == "couchdb" ? request.CouchdbInfo?.UserName ?? "" : "",
            VolumeType = request.VolumeType ?? "nfs",
            UseEip = request.UseEip ?? true,
            Address = Seeded.Address(seed, id),
            Cluster = Cluster(request, seed, name),
            Block = new BlockInfo
            {
                BatchTimeout = request.BlockInfo?.BatchTimeout ?? 2,
                MaxMessageCount = request.BlockInfo?.MaxMessageCount ?? 500,
                PreferredMaxbytes = request.BlockInfo?.PreferredMaxbytes ?? 2,
            },
            TrustedComputing = request.Tc3Need ?? false,
            Restful = request.RestfulApiSupport ?? false,
            Invitee = request.IsInvitee ?? false,
            IefDeployMode = request.IefDeployMode ?? 0,
            IefNodes = CreateServiceRules.IsIef(request) ? request.IefNodesInfo! : [],
            OrdererCount = (int)(request.OrdererNodeNumber ?? CreateServiceRules.DefaultOrderers(request)),
            OrdererHash = Seeded.Hex(seed, $"{id}|orderer", 40),
            Organizations =
            [
                .. organizations.Select((o, i) =>
                {
                    var hash = Seeded.Hex(seed, $"{id}|{o.Name}", 40);
                    return new OrganizationState(o.Name!, hash, (int)o.NodeCount!.Value)
                    {
                        FirstNodePort = NodeAddresses.FirstPeerNodePort + (i * OrganizationState.MostPeers),
                        PvcName = $"pvc-{hash[..8]}",
                    };
                }),
            ],
        };
    }

    private static ClusterState Cluster(CreateServiceRequest request, int seed, string name)
    {
        if (CreateServiceRules.IsIef(request))
        {
            return new ClusterState(ClusterState.Ief, "", "", "", Created: false);
        }

        return request.CreateNewCluster is true
            ? new ClusterState(ClusterState.Cce, Seeded.Id(seed, $"{name}|cluster"), $"{request.Name}-cluster", request.CceCreateInfo!.ClusterPlatformType ?? "VirtualMachine", Created: true)
            : new ClusterState(ClusterState.Cce, request.CceClusterInfo!.ClusterId!, request.CceClusterInfo.ClusterName!, request.CceClusterInfo.ClusterPlatformType ?? "VirtualMachine", Created: false);
    }

    /// <summary>The channels that come with the service. One for an invited party has none of its own: it is made to join others.</summary>
    public static List<ChannelState> Channels(CreateServiceRequest request, ServiceState service)
    {
        var asked = request.Channels is { Count: > 0 } channels ? channels : request.IsInvitee is true ? []
            : [new NewServiceChannel { Name = DefaultChannel, OrgNames = [.. service.Organizations.Select(o => o.Name)] }];
        return
        [
            .. asked.Select(c => new ChannelState
            {
                Name = c.Name!,
                Description = c.Description ?? "",
                Peers = service.Organizations.Where(o => c.OrgNames!.Contains(o.Name)).ToDictionary(o => o.Name, o => Enumerable.Range(0, o.PeerCount).ToList()),
            }),
        ];
    }
}
