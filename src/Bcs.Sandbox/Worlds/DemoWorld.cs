using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Worlds;

/// <summary>
/// A lived-in consortium: harbor has founded a trade network that meridian and sunrise have joined; each has services of its own besides, of
/// several kinds, ages and states; some things went wrong on the way; invitations wait in both directions.
/// </summary>
internal sealed class DemoWorld(WorldBuilder past)
{
    private static readonly StepFailure ScalingFailed =
        new(OperationPlans.PeerStep, "BCS.4001050", "Scaling failed because the CCE API or the cluster status is abnormal.");

    private static readonly StepFailure StorageFailed =
        new(OperationPlans.CreateStorage, "BCS.4001053", "Failed to query the network storage because the CCE API or the cluster status is abnormal.");

    private static readonly StepFailure ClusterFailed =
        new(OperationPlans.OrdererStep, "BCS.4001049", "Operation failed. The cluster status is abnormal. Check the cluster status and try again.");

    private static readonly StepFailure JoiningFailed =
        new(OperationPlans.JoinConsortiumStep, "BCS.4001999", "Failed to accept the invitation. Refresh the page and check the invitation status later.");

    private readonly TenantState _harbor = past.World.FindTenant("harbor")!;
    private readonly TenantState _meridian = past.World.FindTenant("meridian")!;
    private readonly TenantState _sunrise = past.World.FindTenant("sunrise")!;

    /// <summary>Tells the past, oldest first.</summary>
    public void Fill()
    {
        var archive = past.Create(_harbor, 400, past.Request("harbor-archive", "private") with
        {
            VersionType = 2,
            FabricVersion = "1.4",
            Consensus = "solo",
            OrdererNodeNumber = 1,
            PeerOrgs = [Organization("archive-office", 1)],
            Channels = [Channel("documents", "archive-office")],
        });
        var ledger = past.Create(_sunrise, 330, past.Request("sunrise-ledger", "private") with
        {
            VersionType = 2,
            PeerOrgs = [Organization("ledger-desk", 2)],
            Channels = [Channel("ledger", "ledger-desk")],
        });
        var trade = past.Create(_harbor, 300, past.Request("harbor-trade") with
        {
            PeerOrgs = [Organization("port-operations", 2), Organization("customs-desk", 2)],
            Channels = [Channel("trade", "port-operations", "customs-desk")],
        });
        var supply = past.Create(_meridian, 290, past.Request("meridian-supply") with
        {
            PeerOrgs = [Organization("meridian-foods", 2), Organization("cold-chain", 1)],
            Channels = [Channel("supply", "meridian-foods", "cold-chain")],
        });
        past.Accept(past.Invite(_harbor, trade, "trade", _meridian, 288), supply, "meridian-foods", 287);
        var finance = past.Create(_sunrise, 280, past.Request("sunrise-finance") with
        {
            PeerOrgs = [Organization("sunrise-bank", 2)],
            Channels = [Channel("payments", "sunrise-bank")],
        });
        var toTrade = past.Invite(_harbor, trade, "trade", _sunrise, 279);
        past.Accept(toTrade, finance, "sunrise-bank", 278, JoiningFailed);
        past.Accept(toTrade, finance, "sunrise-bank", 277.5);
        GrowTrade(trade, supply, finance);
        ChangeOthers(trade, supply);

        past.Create(_harbor, 40, past.Request("harbor-edge") with
        {
            ClusterType = ClusterState.Ief,
            Consensus = "SFLIC",
            OrdererNodeNumber = 4,
            IefDeployMode = 1,
            IefNodesInfo = [.. Enumerable.Range(1, 4).Select(i => new IefNode { Id = $"edge-node-{i}", Status = "ACTIVE", PublicIpAddress = $"198.18.40.{i}" })],
            PeerOrgs = [Organization("quay-north", 1), Organization("quay-south", 1)],
            Channels = [Channel("sensors", "quay-north", "quay-south")],
        });
        past.Create(_meridian, 30, past.Request("meridian-lab", "private"), ClusterFailed);
        var lab = past.Create(_harbor, 21, past.Request("harbor-lab", "private") with
        {
            DatabaseType = "couchdb",
            CouchdbInfo = new CouchDb { UserName = "lab" },
            RestfulApiSupport = true,
            VolumeType = "evs",
            EvsDiskType = "SSD",
        });
        var trial = past.Create(_sunrise, 20, past.Request("sunrise-trial", "private"));
        past.Create(_sunrise, 14, past.Request("sunrise-branch") with { UseEip = true, PeerOrgs = [Organization("branch-office", 1)], Channels = [Channel("branches", "branch-office")] })
            .Status = ServiceState.EipAbnormal;
        past.Change(_sunrise, trial, 7, OperationKind.DeleteService, p => p.DeleteService(storage: true, obs: false, resource: false, edge: false));

        past.Invite(_harbor, trade, "customs", _sunrise, 3);
        past.Invite(_meridian, supply, "supply", _harbor, 2);
        past.Invite(_sunrise, finance, "payments", _harbor, 1.2);
        past.Change(_harbor, lab, 1, OperationKind.UpgradeService, p => p.UpgradeService());
        AddPeers(_harbor, trade, 0.25, "customs", "port-operations", 1);

        (archive.Status, archive.Yearly) = (ServiceState.Hibernating, true);
        (ledger.Status, ledger.Yearly) = (ServiceState.Frozen, true);
    }

    private static OrgPeer Organization(string name, int peers) => new() { Name = name, NodeCount = peers };

    private static NewServiceChannel Channel(string name, params string[] organizations) => new() { Name = name, OrgNames = organizations, Description = $"Channel {name}" };

    private void GrowTrade(ServiceState trade, ServiceState supply, ServiceState finance)
    {
        List<ChannelState> customs = [new() { Name = "customs", Description = "Declarations and releases" }];
        past.Change(_harbor, trade, 200, OperationKind.CreateChannels, p => p.CreateChannels(customs), o => o.NewChannels = customs);
        AddPeers(_harbor, trade, 199, "customs", "customs-desk", 2);
        var payments = past.Invite(_sunrise, finance, "payments", _meridian, 150);
        past.Accept(payments, supply, "cold-chain", 149);
        past.Reject(past.Invite(_harbor, trade, "customs", _meridian, 120), 119);
        List<OrganizationState> larger = [trade.FindOrganization("port-operations")! with { PeerCount = 3 }];
        past.Change(_harbor, trade, 90, OperationKind.ScaleOut, p => p.ScaleOut(larger), o => o.Organizations = larger, ScalingFailed);
        past.Change(_harbor, trade, 89.5, OperationKind.ScaleOut, p => p.ScaleOut(larger), o => o.Organizations = larger);
        past.Change(_meridian, supply, 60, OperationKind.QuitConsortium, p => p.QuitConsortium("payments", payments.Organizations), o =>
        {
            o.Channel = "payments";
            o.Invitation = payments.Id;
        });
    }

    private void ChangeOthers(ServiceState trade, ServiceState supply)
    {
        List<OrganizationState> added =
        [
            new("warehouses", Seeded.Hex(past.World.Seed, $"{supply.Id}|warehouses", 40), 1) { FirstNodePort = NodeAddresses.NextPeerNodePort(supply), PvcName = "pvc-warehouses" },
        ];
        past.Change(_meridian, supply, 45, OperationKind.AddOrganizations, p => p.AddOrganizations(added), o => o.Organizations = added, StorageFailed);
        past.Change(_meridian, supply, 44, OperationKind.AddOrganizations, p => p.AddOrganizations(added), o => o.Organizations = added);
        AddPeers(_harbor, trade, 42, "trade", "port-operations", 1);
    }

    private void AddPeers(TenantState tenant, ServiceState service, double daysAgo, string channel, string organization, int count) =>
        past.Change(tenant, service, daysAgo, OperationKind.AddChannelPeers, p => p.AddChannelPeers(channel, [organization]), o =>
        {
            o.Channel = channel;
            o.ChannelPeers = new Dictionary<string, int> { [organization] = count };
        });
}
