using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>Creates a service, 5.1.1.</summary>
internal static class CreateService
{
    private const string OperationType = "99";
    private const string DefaultOrganization = "organization";
    private const string DefaultChannel = "channel";

    public static Answer Handle(BcsCall call)
    {
        if (call.Read<CreateServiceRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if (CreateServiceRules.Check(request) is { } fault)
        {
            return fault;
        }

        if (call.Tenant.Services.Exists(s => s.Name == request.Name))
        {
            return BcsFaults.NameTaken;
        }

        if (call.Tenant.Services.Count >= SandboxWorld.ServiceQuota)
        {
            return BcsFaults.QuotaExceeded;
        }

        var name = call.World.NextName("service");
        var (operationId, recordedAt) = call.World.NextOperation(OperationType);
        var service = Build(request, call.World.Seed, name, operationId, recordedAt);
        var channels = Channels(request, service);
        call.Tenant.Services.Add(service);
        OperationEngine.Start(
            call.Tenant, service,
            new OperationState
            {
                Id = operationId,
                Type = OperationType,
                Kind = OperationKind.CreateService,
                ServiceId = service.Id,
                ServiceName = service.Name,
                Cluster = service.Cluster,
                RecordedAt = recordedAt,
                Steps = new OperationPlans(call.World.Seed, name).CreateService(service, channels),
                NewChannels = channels,
            },
            call.Fault);
        return Answer.Ok(new CreateServiceResponse { BlockchainId = service.Id, BlockchainName = service.Name, OperationId = operationId });
    }

    private static ServiceState Build(CreateServiceRequest request, int seed, string name, string operationId, long createdAt)
    {
        var id = Seeded.Id(seed, name);
        var organizations = request.PeerOrgs is { Count: > 0 } asked ? asked : [new OrgPeer { Name = DefaultOrganization, NodeCount = 2 }];
        return new ServiceState
        {
            Id = id,
            Name = request.Name!,
            CreatedAt = createdAt,
            CreationOperation = operationId,
            VersionType = request.VersionType ?? 4,
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
            OrdererCount = (int)(request.OrdererNodeNumber ?? 1),
            OrdererHash = Seeded.Hex(seed, $"{id}|orderer", 40),
            Organizations = [.. organizations.Select(o => new OrganizationState(o.Name!, Seeded.Hex(seed, $"{id}|{o.Name}", 40), (int)o.NodeCount!.Value))],
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

    private static List<ChannelState> Channels(CreateServiceRequest request, ServiceState service)
    {
        var asked = request.Channels is { Count: > 0 } channels
            ? channels
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
