using Bcs.Api;
using Bcs.Api.Services;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>
/// The rules of 5.1.1, as loose as the live service: the kind of edition and of cluster may be left out, and parts that do not apply are ignored.
/// Those that differ between the dialects are <see cref="CreateServiceLimits"/>.
/// </summary>
internal static class CreateServiceRules
{
    /// <summary>What the reference prints in place of a password; taken so that its examples run as they are.</summary>
    private const string MaskedPassword = "xxx";

    /// <summary>What the name of a service or an organisation has to be.</summary>
    public const string NameRule = "must be 4 to 24 letters, digits, Chinese characters and hyphens, not starting with a hyphen";

    private const int MostOrderers = 10;
    private const int OrderersOfRaft = 3;
    private const int NodesForByzantineConsensus = 4;

    private static readonly string[] OrderingOfNewFabric = ["etcdraft", "sflic"];
    private static readonly string[] OrderingOfOldFabric = ["solo", "sflic", "kafka"];

    /// <summary>The first rule that a request breaks, or null.</summary>
    public static BcsFault? Check(CreateServiceRequest request, Dialect dialect) =>
        CheckBasics(request) ?? CheckBlockchain(request) ?? CheckStorage(request) ?? CheckCluster(request) ?? CreateServiceLimits.Of(dialect).Check(request)
        ?? CheckOrganizations(request) ?? CheckChannels(request);

    public static bool IsIef(CreateServiceRequest request) => Same(request.ClusterType, ClusterState.Ief);

    public static string DefaultConsensus(CreateServiceRequest request) => request.FabricVersion == "1.4" ? "solo" : "etcdraft";

    /// <summary>As many orderers as the consensus needs to bear a fault; an invited party has none.</summary>
    public static long DefaultOrderers(CreateServiceRequest request) => (request.IsInvitee, (request.Consensus ?? DefaultConsensus(request)).ToLowerInvariant()) switch
    {
        (true, _) => 0,
        (_, "etcdraft") => OrderersOfRaft,
        (_, "sflic") => NodesForByzantineConsensus,
        _ => 1,
    };

    /// <summary>The edition that a request asks for; what is left out is the one of the reference's examples.</summary>
    public static ServiceEdition EditionOf(CreateServiceRequest request) => ServiceEdition.Find(request.VersionType) ?? ServiceEdition.Professional;

    private static BcsFault? CheckBasics(CreateServiceRequest request) => request switch
    {
        { Name: null or "" } => BcsFaults.Missing("name"),
        { Name: var name } when !BcsNames.IsServiceOrOrganization(name) => BcsFaults.Parameter("name", NameRule),
        { EnterpriseProjectId: null or "" } => BcsFaults.Missing("enterprise_project_id"),
        { ResourcePassword: null or "" } => BcsFaults.Missing("resource_password"),
        { ResourcePassword: var password } when password != MaskedPassword && !PasswordRules.AreMetBy(password, PasswordRules.MostOfResources) => BcsFaults.WeakPassword,
        { VersionType: { } number } when ServiceEdition.Find(number) is null => BcsFaults.Parameter("version_type", $"must be one of {string.Join(", ", ServiceEdition.All.Select(e => e.Number))}"),
        { IsInvitee: true, InvitorInfos: null } => BcsFaults.Missing("invitor_infos"),
        { IsInvitee: true, InvitorInfos: { TenantId: null or "" } or { ProjectId: null or "" } or { BlockchainId: null or "" } } => BcsFaults.Missing("invitor_infos"),
        _ => null,
    };

    private static BcsFault? CheckBlockchain(CreateServiceRequest request)
    {
        if (request.FabricVersion is not (null or "2.2" or "2.0" or "1.4"))
        {
            return BcsFaults.Parameter("fabric_version", "must be 2.2");
        }

        var consensus = request.FabricVersion == "1.4" ? OrderingOfOldFabric : OrderingOfNewFabric;
        if (request.Consensus is { } asked && !consensus.Contains(asked, StringComparer.OrdinalIgnoreCase))
        {
            return BcsFaults.Parameter("consensus", $"must be one of {string.Join(", ", consensus)}");
        }

        return request switch
        {
            { BlockchainType: not (null or "union" or "private") } => BcsFaults.Parameter("blockchain_type", "must be union or private"),
            { SignAlgorithm: { } sign } when !Same(sign, "ECDSA") && !Same(sign, "SM2") => BcsFaults.Parameter("sign_algorithm", "must be ECDSA or sm2"),
            { SignAlgorithm: { } sign } when Same(sign, "SM2") && !EditionOf(request).OffersSm2 => BcsFaults.Parameter("sign_algorithm", "sm2 is not available in this edition"),
            { DatabaseType: not (null or "goleveldb" or "couchdb") } => BcsFaults.Parameter("database_type", "must be goleveldb or couchdb"),
            { DatabaseType: "couchdb", CouchdbInfo: null or { UserName: null or "" } or { Password: null or "" } } => BcsFaults.Missing("couchdb_info"),
            { DatabaseType: "couchdb", CouchdbInfo.Password: var password } when !PasswordRules.AreMetBy(password, PasswordRules.MostOfDatabase) => BcsFaults.WeakDatabasePassword,
            { OrdererNodeNumber: null, IsInvitee: not true, FabricVersion: null or "2.2" } => BcsFaults.Missing("orderer_node_number"),
            { OrdererNodeNumber: < 1 or > MostOrderers } => BcsFaults.Parameter("orderer_node_number", $"must be 1 to {MostOrderers}"),
            { BlockInfo: { BatchTimeout: <= 0 } or { MaxMessageCount: <= 0 } or { PreferredMaxbytes: <= 0 } } => BcsFaults.Parameter("block_info", "must be positive"),
            _ => null,
        };
    }

    private static BcsFault? CheckStorage(CreateServiceRequest request) => request switch
    {
        { VolumeType: not (null or "evs" or "nfs" or "efs") } => BcsFaults.Parameter("volume_type", "must be evs, nfs or efs"),
        { VolumeType: "evs", FabricVersion: "1.4" } => BcsFaults.NoEvsForOldFabric,
        { VolumeType: "evs" } when IsIef(request) => BcsFaults.NoEvs,
        { VolumeType: "evs", EvsDiskType: null or "" } => BcsFaults.Missing("evs_disk_type"),
        { EvsDiskType: not (null or "SATA" or "SAS" or "SSD") } => BcsFaults.Parameter("evs_disk_type", "must be SATA, SAS or SSD"),
        { BandwidthSize: <= 0 } => BcsFaults.Parameter("bandwidth_size", "must be positive"),
        _ => null,
    };

    private static BcsFault? CheckCluster(CreateServiceRequest request) => request switch
    {
        { CreateNewCluster: null } => BcsFaults.Missing("create_new_cluster"),
        { ClusterType: { Length: > 0 } type } when !Same(type, ClusterState.Cce) && !Same(type, ClusterState.Ief) => BcsFaults.Parameter("cluster_type", "must be cce or ief"),
        { IefDeployMode: not (null or 0 or 1) } => BcsFaults.Parameter("ief_deploy_mode", "must be 0 or 1"),
        _ when IsIef(request) => request switch
        {
            { PeerOrgs: null or { Count: 0 } } => BcsFaults.Missing("peer_orgs"),
            _ => ModifyServiceRules.CheckNodes(request.IefNodesInfo, EdgeNodesNeeded(request), "ief_nodes_info"),
        },
        { CreateNewCluster: false, CceClusterInfo: null or { ClusterId: null or "" } or { ClusterName: null or "" } } => BcsFaults.Missing("cce_cluster_info"),
        { CreateNewCluster: true, CceCreateInfo: null or { NodeNum: null or <= 0 } or { NodeFlavor: null or "" } or { CceFlavor: null or "" } or { Az: null or "" } } => BcsFaults.Missing("cce_create_info"),
        { CreateNewCluster: true, CceCreateInfo: { InitNodePwd: null or "", InitNodePassword: null or "" } } => BcsFaults.Missing("cce_create_info.init_node_pwd"),
        _ => null,
    };

    /// <summary>One for each organisation that is bound to a node, and enough for the consensus to bear a fault.</summary>
    private static int EdgeNodesNeeded(CreateServiceRequest request) =>
        Math.Max(request.IefDeployMode == 1 ? request.PeerOrgs!.Count : 1, Same(request.Consensus, "SFLIC") ? NodesForByzantineConsensus : 1);

    private static BcsFault? CheckOrganizations(CreateServiceRequest request)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var organization in request.PeerOrgs ?? [])
        {
            if (organization?.Name is not { } name || !BcsNames.IsServiceOrOrganization(name))
            {
                return BcsFaults.Parameter("peer_orgs.name", NameRule);
            }

            if (organization.NodeCount is not (>= 1 and <= OrganizationState.MostPeers))
            {
                return BcsFaults.Parameter("peer_orgs.node_count", $"must be 1 to {OrganizationState.MostPeers}");
            }

            if (!names.Add(name))
            {
                return BcsFaults.Parameter("peer_orgs.name", "must be different");
            }
        }

        return null;
    }

    private static BcsFault? CheckChannels(CreateServiceRequest request)
    {
        var organizations = request.PeerOrgs is { Count: > 0 } asked ? asked.Select(o => o.Name).ToHashSet() : ["organization"];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in request.Channels ?? [])
        {
            if (channel?.Name is not { } name || !BcsNames.IsChannel(name))
            {
                return BcsFaults.InvalidChannelName;
            }

            if (!names.Add(name))
            {
                return BcsFaults.ChannelExists(name);
            }

            if (channel.OrgNames is not { Count: > 0 } members || members.Any(m => !organizations.Contains(m)))
            {
                return BcsFaults.Parameter("channels.org_names", "must name organizations of peer_orgs");
            }
        }

        return null;
    }

    private static bool Same(string? value, string other) => string.Equals(value, other, StringComparison.OrdinalIgnoreCase);
}
