using System.Collections.Frozen;

using static Bcs.Api.Catalogue.OperationClass;

namespace Bcs.Api.Catalogue;

/// <summary>
/// The operation catalogue: all 32 operations of the BCS API, chapter 5 of the reference, in its order.
/// A route that is not listed here does not exist for gateway, emulator or client.
/// </summary>
public static class BcsOperations
{
    /// <summary>Creates a service, 5.1.1.</summary>
    public static readonly BcsOperation CreateService = new(
        "createBcsService", "POST", "/v2/{project_id}/blockchains", "bcs:fabricInstance:createOnDemand", Async, "5.1.1")
    {
        SecretFields =
        [
            "resource_password", "cce_create_info.init_node_pwd", "cce_create_info.init_node_password", "couchdb_info.password",
        ],
    };

    /// <summary>Reads how far the creation of a service is, 5.1.2.</summary>
    public static readonly BcsOperation GetServiceCreationStatus = new(
        "queryBcsServiceCreationStatus", "GET", "/v2/{project_id}/blockchains/{blockchain_id}/status", "bcs:fabricInstance:getStatus", Read, "5.1.2");

    /// <summary>Reads one service, 5.1.3.</summary>
    public static readonly BcsOperation GetService = new(
        "queryBcsService", "GET", "/v2/{project_id}/blockchains/{blockchain_id}", "bcs:fabricInstance:getDetail", Read, "5.1.3");

    /// <summary>Scales a service, 5.1.4.</summary>
    public static readonly BcsOperation ModifyService = new(
        "modifyBcsService", "PUT", "/v2/{project_id}/blockchains/{blockchain_id}", "bcs:fabricInstance:update", Async, "5.1.4");

    /// <summary>Creates channels, 5.1.5.</summary>
    public static readonly BcsOperation CreateChannels = new(
        "createChannels", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/channels", "bcs:fabricChannel:create", Async, "5.1.5");

    /// <summary>Lists the channels of a service, 5.1.6.</summary>
    public static readonly BcsOperation ListChannels = new(
        "queryChannelInformation", "GET", "/v2/{project_id}/blockchains/{blockchain_id}/channels", "bcs:fabricChannel:list", Read, "5.1.6");

    /// <summary>Adds peers to a channel, 5.1.7.</summary>
    public static readonly BcsOperation AddPeersToChannel = new(
        "addPeersToChannel", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/channels/peers", "bcs:fabricChannel:addPeer", Async, "5.1.7");

    /// <summary>Removes organisations from a channel, 5.1.8.</summary>
    public static readonly BcsOperation RemoveOrganizationsFromChannel = new(
        "removeOrganizationsFromChannel", "PUT", "/v2/{project_id}/blockchains/{blockchain_id}/{channel_id}/orgs/quit", "bcs:fabricChannel:removeOrg", Async, "5.1.8");

    /// <summary>Downloads administrator, user or CA certificates, 5.1.9.</summary>
    public static readonly BcsOperation DownloadCertificates = new(
        "downloadCertificates", "GET", "/v2/{project_id}/blockchains/{blockchain_id}/cert", "bcs:fabricInstance:downloadCert", Reveals, "5.1.9");

    /// <summary>Downloads the SDK configuration, 5.1.10.</summary>
    public static readonly BcsOperation DownloadSdkConfiguration = new(
        "downloadSdkConfiguration", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/sdk-cfg", "bcs:fabricInstance:downloadSdkCfg", Reveals, "5.1.10");

    /// <summary>Generates a user certificate and downloads it, 5.1.11.</summary>
    public static readonly BcsOperation GenerateUserCertificate = new(
        "generateUserCertificate", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/orgs/{org_name}/usercert/{user_name}", "bcs:fabricInstance:createUserCert", Reveals, "5.1.11")
    {
        Changes = true,
    };

    /// <summary>Unfreezes a user certificate, 5.1.12.</summary>
    public static readonly BcsOperation UnfreezeUserCertificate = new(
        "unfreezeUserCertificate", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/orgs/{org_name}/usercert/{user_name}/unfreeze", "bcs:fabricInstance:unfreezeUserCert", Write, "5.1.12")
    {
        SecretFields = ["file"],
    };

    /// <summary>Freezes a user certificate, 5.1.13.</summary>
    public static readonly BcsOperation FreezeUserCertificate = new(
        "freezeUserCertificate", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/orgs/{org_name}/usercert/{user_name}/freeze", "bcs:fabricInstance:freezeUserCert", Write, "5.1.13")
    {
        SecretFields = ["file"],
    };

    /// <summary>Reads the quotas of the project, 5.1.14.</summary>
    public static readonly BcsOperation ListQuotas = new(
        "queryQuotas", "GET", "/v2/{project_id}/quotas", "bcs:fabricInstance:listQuota", Read, "5.1.14");

    /// <summary>Reads the limits of the editions, 5.1.15. Its literal path wins over that of <see cref="GetService"/>.</summary>
    public static readonly BcsOperation ListFlavors = new(
        "queryFlavors", "GET", "/v2/{project_id}/blockchains/flavors", "bcs:fabricInstance:getFlavor", Read, "5.1.15");

    /// <summary>Lists the peers of a service, 5.1.16.</summary>
    public static readonly BcsOperation ListPeers = new(
        "queryPeerInformation", "GET", "/v2/{project_id}/blockchains/{blockchain_id}/nodes", "bcs:fabricInstance:getNodes", Read, "5.1.16");

    /// <summary>Reads records of asynchronous operations, 5.1.17.</summary>
    public static readonly BcsOperation ListOperationRecords = new(
        "queryAsynchronousOperationResults", "GET", "/v2/{project_id}/operation/record", "bcs:fabricInstance:listRecord", Read, "5.1.17");

    /// <summary>Lists the services of the project, 5.1.18.</summary>
    public static readonly BcsOperation ListServices = new(
        "queryBcsServiceList", "GET", "/v2/{project_id}/blockchains", "bcs:fabricInstance:list", Read, "5.1.18");

    /// <summary>Deletes a service, 5.1.19.</summary>
    public static readonly BcsOperation DeleteService = new(
        "deleteBcsService", "DELETE", "/v2/{project_id}/blockchains/{blockchain_id}", "bcs:fabricInstance:delete", Async, "5.1.19");

    /// <summary>Removes peers of one organisation from a channel, 5.1.20.</summary>
    public static readonly BcsOperation RemovePeerFromChannel = new(
        "removePeerFromChannel", "PUT", "/v2/{project_id}/blockchains/{blockchain_id}/{channel_id}/peers/quit", "bcs:fabricChannel:removePeer", Async, "5.1.20");

    /// <summary>Deletes an empty channel, 5.1.21.</summary>
    public static readonly BcsOperation DeleteChannel = new(
        "deleteChannel", "DELETE", "/v2/{project_id}/blockchains/{blockchain_id}/channel/{channel_id}", "bcs:fabricChannel:delete", Async, "5.1.21");

    /// <summary>Invites tenants to a consortium, 5.2.1.</summary>
    public static readonly BcsOperation InviteTenants = new(
        "inviteTenantsToJoinConsortium", "POST", "/v2/{project_id}/members/invitations", "bcs:fabricMember:createInvitation", Write, "5.2.1");

    /// <summary>Accepts or rejects an invitation, 5.2.2.</summary>
    public static readonly BcsOperation ProcessInvitation = new(
        "processInvitation", "POST", "/v2/{project_id}/notification/handle", "bcs:fabricNotification:handle", Write, "5.2.2");

    /// <summary>Lists invitations sent and received, 5.2.3.</summary>
    public static readonly BcsOperation ListNotifications = new(
        "queryAllNotifications", "GET", "/v2/{project_id}/notifications", "bcs:fabricNotification:list", Read, "5.2.3");

    /// <summary>Lists the members of the consortium, 5.2.4.</summary>
    public static readonly BcsOperation ListMembers = new(
        "listConsortiumMembers", "GET", "/v2/{project_id}/members", "bcs:fabricMember:list", Read, "5.2.4");

    /// <summary>Cancels an invitation or deletes a former member's entry, 5.2.5. A DELETE with a mandatory body.</summary>
    public static readonly BcsOperation DeleteInvitation = new(
        "deleteInvitationInformation", "DELETE", "/v2/{project_id}/members/invitations", "bcs:fabricMember:deleteInvitation", Write, "5.2.5");

    /// <summary>Leaves a consortium, 5.2.6.</summary>
    public static readonly BcsOperation ExitConsortium = new(
        "exitConsortium", "PUT", "/v2/{project_id}/members/quit", "bcs:fabricMember:quit", Async, "5.2.6");

    /// <summary>Reads alarms, 5.3.1.</summary>
    public static readonly BcsOperation ListAlarms = new(
        "queryBcsAlarms", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/events", "bcs:fabricInstance:listEvent", Read, "5.3.1");

    /// <summary>Reads alarm statistics, 5.3.2.</summary>
    public static readonly BcsOperation GetAlarmStatistics = new(
        "queryBcsAlarmStatistics", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/events/statistic", "bcs:fabricInstance:listEventStatistic", Read, "5.3.2");

    /// <summary>Reads monitoring data of a service, 5.3.3.</summary>
    public static readonly BcsOperation ListServiceMetrics = new(
        "queryBcsMonitoringData", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/metric/list", "bcs:fabricInstance:listInstanceMetric", Read, "5.3.3");

    /// <summary>Lists monitoring data of an entity's instances, 5.3.4.</summary>
    public static readonly BcsOperation ListEntityMetrics = new(
        "listEntityMonitoringData", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/entity/metric/list", "bcs:fabricInstance:listOrgMetric", Read, "5.3.4");

    /// <summary>Reads monitoring data of one instance of an entity, 5.3.5.</summary>
    public static readonly BcsOperation GetEntityMetrics = new(
        "queryEntityMonitoringDetails", "POST", "/v2/{project_id}/blockchains/{blockchain_id}/entity/instance/metric/list", "bcs:fabricInstance:getOrgMetric", Read, "5.3.5");

    /// <summary>All operations, in the order of the reference.</summary>
    public static IReadOnlyList<BcsOperation> All { get; } =
    [
        CreateService, GetServiceCreationStatus, GetService, ModifyService, CreateChannels, ListChannels, AddPeersToChannel,
        RemoveOrganizationsFromChannel, DownloadCertificates, DownloadSdkConfiguration, GenerateUserCertificate,
        UnfreezeUserCertificate, FreezeUserCertificate, ListQuotas, ListFlavors, ListPeers, ListOperationRecords, ListServices,
        DeleteService, RemovePeerFromChannel, DeleteChannel, InviteTenants, ProcessInvitation, ListNotifications, ListMembers,
        DeleteInvitation, ExitConsortium, ListAlarms, GetAlarmStatistics, ListServiceMetrics, ListEntityMetrics, GetEntityMetrics,
    ];

    private static readonly FrozenDictionary<string, BcsOperation> ById = All.ToFrozenDictionary(o => o.Id);

    /// <summary>The operation with this id, or null.</summary>
    public static BcsOperation? Find(string id) => ById.GetValueOrDefault(id);
}
