using System.Collections.Frozen;

using Bcs.Api.Catalogue;
using Bcs.Sandbox.Certificates;
using Bcs.Sandbox.Channels;
using Bcs.Sandbox.Consortium;
using Bcs.Sandbox.Monitoring;
using Bcs.Sandbox.Operations;
using Bcs.Sandbox.Quotas;
using Bcs.Sandbox.Services;

namespace Bcs.Sandbox.Pipeline;

/// <summary>One entry an API: the catalogue says where it is, the handler what it does.</summary>
internal static class BcsHandlers
{
    private static readonly FrozenDictionary<BcsOperation, Func<BcsCall, Answer>> ByOperation =
        new Dictionary<BcsOperation, Func<BcsCall, Answer>>
        {
            [BcsOperations.CreateService] = CreateService.Handle,
            [BcsOperations.GetServiceCreationStatus] = GetCreationStatus.Handle,
            [BcsOperations.GetService] = GetService.Handle,
            [BcsOperations.ListServices] = ListServices.Handle,
            [BcsOperations.DeleteService] = DeleteService.Handle,
            [BcsOperations.CreateChannels] = CreateChannels.Handle,
            [BcsOperations.ListChannels] = ListChannels.Handle,
            [BcsOperations.ModifyService] = ModifyService.Handle,
            [BcsOperations.ListPeers] = ListPeers.Handle,
            [BcsOperations.AddPeersToChannel] = AddChannelPeers.Handle,
            [BcsOperations.RemovePeerFromChannel] = RemoveChannelPeers.Handle,
            [BcsOperations.RemoveOrganizationsFromChannel] = RemoveChannelOrganizations.Handle,
            [BcsOperations.DeleteChannel] = DeleteChannel.Handle,
            [BcsOperations.InviteTenants] = InviteTenants.Handle,
            [BcsOperations.ProcessInvitation] = ProcessInvitation.Handle,
            [BcsOperations.ListNotifications] = ListNotifications.Handle,
            [BcsOperations.ListMembers] = ListMembers.Handle,
            [BcsOperations.DeleteInvitation] = DeleteInvitation.Handle,
            [BcsOperations.ExitConsortium] = ExitConsortium.Handle,
            [BcsOperations.ListQuotas] = ListQuotas.Handle,
            [BcsOperations.ListFlavors] = ListFlavors.Handle,
            [BcsOperations.DownloadCertificates] = DownloadCertificates.Handle,
            [BcsOperations.DownloadSdkConfiguration] = DownloadSdkConfiguration.Handle,
            [BcsOperations.GenerateUserCertificate] = GenerateUserCertificate.Handle,
            [BcsOperations.FreezeUserCertificate] = ChangeUserCertificate.Freeze,
            [BcsOperations.UnfreezeUserCertificate] = ChangeUserCertificate.Unfreeze,
            [BcsOperations.ListAlarms] = ListAlarms.Handle,
            [BcsOperations.GetAlarmStatistics] = CountAlarms.Handle,
            [BcsOperations.ListServiceMetrics] = ListServiceMetrics.Handle,
            [BcsOperations.ListEntityMetrics] = ListEntityMetrics.Handle,
            [BcsOperations.GetEntityMetrics] = GetEntityMetrics.Handle,
            [BcsOperations.ListOperationRecords] = ListOperationRecords.Handle,
        }.ToFrozenDictionary();

    /// <summary>What carries out an operation; null if the emulator cannot.</summary>
    public static Func<BcsCall, Answer>? Find(BcsOperation operation) => ByOperation.GetValueOrDefault(operation);
}
