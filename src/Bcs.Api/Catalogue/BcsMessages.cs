using System.Collections.Frozen;

using Bcs.Api.Certificates;
using Bcs.Api.Channels;
using Bcs.Api.Consortium;
using Bcs.Api.Monitoring;
using Bcs.Api.Operations;
using Bcs.Api.Quotas;
using Bcs.Api.Services;

namespace Bcs.Api.Catalogue;

/// <summary>The messages of every operation of the catalogue.</summary>
public static class BcsMessages
{
    private static readonly BcsParameter AlarmType = new("type", typeof(string), "active_alert", "history_alert");

    private static readonly FrozenDictionary<string, BcsMessage> ById = new Dictionary<BcsOperation, BcsMessage>
    {
        [BcsOperations.CreateService] = new(typeof(CreateServiceRequest), typeof(CreateServiceResponse)),
        [BcsOperations.GetServiceCreationStatus] = new(null, typeof(ServiceCreationStatus)),
        [BcsOperations.GetService] = new(null, typeof(ServiceDetail)),
        [BcsOperations.ModifyService] = new(typeof(ModifyServiceRequest), typeof(ModifyServiceResponse)),
        [BcsOperations.CreateChannels] = new(typeof(CreateChannelsRequest), typeof(CreateChannelsResponse)),
        [BcsOperations.ListChannels] = new(null, typeof(ChannelList)),
        [BcsOperations.AddPeersToChannel] = new(typeof(AddPeersToChannelRequest), typeof(AddPeersToChannelResponse)),
        [BcsOperations.RemoveOrganizationsFromChannel] = new(typeof(RemoveOrganizationsRequest), typeof(RemoveOrganizationsResponse)),
        [BcsOperations.DownloadCertificates] = new(
            null, null, new BcsParameter("org_name", typeof(string)) { Required = true }, new BcsParameter("cert_type", typeof(string), "admin", "user", "ca") { Required = true }),
        [BcsOperations.DownloadSdkConfiguration] = new(typeof(SdkConfigurationRequest), null),
        [BcsOperations.GenerateUserCertificate] = new(typeof(GenerateUserCertificateRequest), null) { BodyOptional = true },
        [BcsOperations.UnfreezeUserCertificate] = new(null, typeof(UserCertificateResult)) { BodyOptional = true, Upload = "file" },
        [BcsOperations.FreezeUserCertificate] = new(null, typeof(UserCertificateResult)) { BodyOptional = true, Upload = "file" },
        [BcsOperations.ListQuotas] = new(null, typeof(QuotaList)),
        [BcsOperations.ListFlavors] = new(null, typeof(FlavorList), new BcsParameter("limit", typeof(int)), new BcsParameter("offset", typeof(int))),
        [BcsOperations.ListPeers] = new(null, typeof(PeerList)),
        [BcsOperations.ListOperationRecords] = new(
            null, typeof(OperationRecordList), new BcsParameter("blockchain_id", typeof(string)),
            new BcsParameter("operation_status", typeof(string), "waiting", "processing", "finished", "failed", "stop"),
            new BcsParameter("resource_type", typeof(string), "BCSSVC01", "BCSSVC02", "PLUGIN01", "PLUGIN02", "PLUGIN03"),
            new BcsParameter("operation_type", typeof(string), "99", "00", "01", "91", "02", "03", "04", "05"), new BcsParameter("operation_id", typeof(string))),
        [BcsOperations.ListServices] = new(null, typeof(ServiceList)),
        [BcsOperations.DeleteService] = new(
            null, typeof(DeleteServiceResponse), new BcsParameter("is_delete_storage", typeof(bool)), new BcsParameter("is_delete_obs", typeof(bool)),
            new BcsParameter("is_delete_resource", typeof(bool)), new BcsParameter("is_delete_ief", typeof(bool)), new BcsParameter("is_delete_lightpeer", typeof(string)),
            new BcsParameter("ief_nodes_id", typeof(string))),
        [BcsOperations.RemovePeerFromChannel] = new(typeof(RemovePeersRequest), typeof(RemovePeersResponse)),
        [BcsOperations.DeleteChannel] = new(null, typeof(DeleteChannelResponse)),
        [BcsOperations.InviteTenants] = new(typeof(InviteTenantsRequest), typeof(InviteTenantsResponse)),
        [BcsOperations.ProcessInvitation] = new(typeof(ProcessInvitationRequest), typeof(ProcessInvitationResponse)),
        [BcsOperations.ListNotifications] = new(null, typeof(NotificationList)),
        [BcsOperations.ListMembers] = new(null, typeof(MemberList)),
        [BcsOperations.DeleteInvitation] = new(typeof(DeleteInvitationRequest), typeof(DeleteInvitationResponse)),
        [BcsOperations.ExitConsortium] = new(typeof(ExitConsortiumRequest), typeof(ExitConsortiumResponse)),
        [BcsOperations.ListAlarms] = new(typeof(AlarmQuery), typeof(MetricSeriesList), AlarmType),
        [BcsOperations.GetAlarmStatistics] = new(typeof(AlarmQuery), typeof(MetricSeriesList), AlarmType),
        [BcsOperations.ListServiceMetrics] = new(typeof(ServiceMetricsRequest), typeof(MetricSeriesList)),
        [BcsOperations.ListEntityMetrics] = new(typeof(EntityMetricsRequest), typeof(EntityMetricList)),
        [BcsOperations.GetEntityMetrics] = new(typeof(InstanceMetricsRequest), typeof(MetricSeriesList)),
    }.ToFrozenDictionary(m => m.Key.Id, m => m.Value);

    /// <summary>The messages of an operation.</summary>
    public static BcsMessage Of(BcsOperation operation) => ById[operation.Id];
}
