using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api;
using Bcs.Api.Catalogue;
using Bcs.Api.Certificates;
using Bcs.Api.Channels;
using Bcs.Api.Consortium;
using Bcs.Api.Monitoring;
using Bcs.Api.Services;

namespace Portal.Features.Api;

/// <summary>Small complete requests of the operations that have a body, made of the same records that the portal sends.</summary>
internal static class ApiBodies
{
    private const string Account = "ACCOUNT";
    private const string AccountId = "ACCOUNT_ID";
    private const string Project = "PROJECT_ID";
    private const string OtherService = "INVITING_SERVICE_ID";

    private static readonly Dictionary<string, Func<ApiSubject, object>> Bodies = new()
    {
        [BcsOperations.CreateService.Id] = _ => new CreateServiceRequest
        {
            Name = "from-the-api", VersionType = 4, FabricVersion = "2.2", BlockchainType = "union", Consensus = "etcdraft", SignAlgorithm = "ECDSA",
            EnterpriseProjectId = "0", VolumeType = "nfs", OrgDiskSize = 100, DatabaseType = "goleveldb", ResourcePassword = "Change-Me-1",
            OrdererNodeNumber = 3, UseEip = true, BandwidthSize = 5, ClusterType = "cce", CreateNewCluster = false,
            CceClusterInfo = new() { ClusterId = "CLUSTER_ID", ClusterName = "CLUSTER_NAME", ClusterPlatformType = "VirtualMachine" },
            PeerOrgs = [new() { Name = "organization", NodeCount = 2 }],
            Channels = [new() { Name = "channel", OrgNames = ["organization"], Description = "" }],
        },
        [BcsOperations.ModifyService.Id] = s => new ModifyServiceRequest { NodeOrgs = [new() { Name = s.Organization, NodeCount = 2 }] },
        [BcsOperations.CreateChannels.Id] = _ => new CreateChannelsRequest { Channels = [new() { ChannelName = "fromtheapi", ChannelDescription = "Made by a script" }] },
        [BcsOperations.AddPeersToChannel.Id] = s => new AddPeersToChannelRequest
        {
            ChannelPeers = [new() { ChannelName = s.Channel, Peers = new Dictionary<string, int> { [s.Organization] = 1 } }],
        },
        [BcsOperations.RemoveOrganizationsFromChannel.Id] = s => new RemoveOrganizationsRequest { OrgNames = [s.Organization] },
        [BcsOperations.RemovePeerFromChannel.Id] = s => new RemovePeersRequest { OrgName = s.Organization, Peers = 1 },
        [BcsOperations.DownloadSdkConfiguration.Id] = s => new SdkConfigurationRequest
        {
            ChaincodeName = "chaincode", CertPath = "/opt/certificates", ChannelName = s.Channel,
            PeerOrgs = new Dictionary<string, IReadOnlyList<string>> { [s.Organization] = ["peer-0"] },
        },
        [BcsOperations.InviteTenants.Id] = s => new InviteTenantsRequest { BcsId = s.Service, ChannelName = s.Channel, InvitedUserinfo = [new() { InvitedUser = Account }] },
        [BcsOperations.ProcessInvitation.Id] = s => new ProcessInvitationRequest
        {
            ChannelName = "CHANNEL", Status = InvitationStatuses.Agreed,
            InvitorInfo = new() { InvitorBcsId = OtherService, InvitorBcsName = "INVITING_SERVICE", InvitorProjectId = Project, InvitorUserId = AccountId },
            InviteeInfo = new() { InviteeBcsId = s.Service, InviteeBcsName = "SERVICE", InviteeProjectId = Project, InviteeUserId = AccountId },
            InvitedOrgs = [new() { Name = s.Organization }],
        },
        [BcsOperations.DeleteInvitation.Id] = s => new DeleteInvitationRequest
        {
            BcsId = s.Service, ChannelName = s.Channel, InvitedUserinfo = [new() { InvitedUser = Account, Status = InvitationStatuses.Waiting }],
        },
        [BcsOperations.ExitConsortium.Id] = s => new ExitConsortiumRequest
        {
            InviterBcsid = OtherService, InviterProjectid = Project, InviterDomainid = AccountId, InviterUsername = Account, ChannelName = "CHANNEL",
            InviteeBcsid = s.Service, InviteeProjectid = Project, InviteeDomainid = AccountId,
        },
        [BcsOperations.ListAlarms.Id] = _ => new AlarmQuery { TimeRange = "-1.-1.60", Step = 60_000 },
        [BcsOperations.GetAlarmStatistics.Id] = _ => new AlarmQuery { TimeRange = "-1.-1.60", Step = 60_000 },
        [BcsOperations.ListServiceMetrics.Id] = _ => new ServiceMetricsRequest { MetricNames = ["cpuUsage", "memUsedRate"] },
        [BcsOperations.ListEntityMetrics.Id] = s => new EntityMetricsRequest { Type = "org", EntityName = s.Organization },
        [BcsOperations.GetEntityMetrics.Id] = s => new InstanceMetricsRequest { Type = "org", EntityName = s.Organization, InstanceName = "peer-0" },
    };

    /// <summary>The body, or null.</summary>
    public static JsonNode? Of(BcsOperation operation, ApiSubject subject) =>
        Bodies.TryGetValue(operation.Id, out var body) ? JsonSerializer.SerializeToNode(body(subject), BcsJson.Options) : null;

    /// <summary>True for the two uploads.</summary>
    public static bool IsUpload(BcsOperation operation) => operation == BcsOperations.FreezeUserCertificate || operation == BcsOperations.UnfreezeUserCertificate;

    /// <summary>The query that an operation needs.</summary>
    public static string Query(BcsOperation operation, ApiSubject subject) =>
        operation == BcsOperations.DownloadCertificates ? $"?cert_type=ca&org_name={Uri.EscapeDataString(subject.Organization)}" : "";
}
