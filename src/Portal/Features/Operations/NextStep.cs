using Bcs.Api.Catalogue;

using Portal.Contracts.Operations;
using Portal.Model.Services;

namespace Portal.Features.Operations;

/// <summary>What a person probably does after an operation.</summary>
/// <param name="TextKey">Key of its words.</param>
/// <param name="Url">Where it is done; null while the service is not known.</param>
/// <param name="Action">The action it takes; null if seeing the service is enough.</param>
internal sealed record NextStep(string TextKey, string? Url, string? Action)
{
    /// <summary>What comes after an operation that ends well, the most likely first.</summary>
    /// <param name="operation">The operation.</param>
    public static IReadOnlyList<NextStep> After(OperationDto operation)
    {
        var (tenant, id) = (operation.Tenant, operation.BlockchainId);
        return operation.Operation switch
        {
            _ when operation.Operation == BcsOperations.DeleteService.Id => [new("next.services", PortalUrls.Services(tenant), null)],
            _ when operation.Operation == BcsOperations.CreateService.Id =>
            [
                Open("next.service", ServiceTabs.Overview), Change("next.channel", ServiceChanges.CreateChannels, BcsOperations.CreateChannels, ServiceTabs.Channels),
                Change("next.peers", ServiceChanges.Scale, BcsOperations.ModifyService, null), Certificates(),
            ],
            _ when operation.Operation == BcsOperations.ModifyService.Id =>
                [Open("next.organizations", ServiceTabs.Organizations), Open("next.channelPeers", ServiceTabs.Channels), Certificates()],
            _ when operation.Operation == BcsOperations.CreateChannels.Id || operation.Operation == BcsOperations.AddPeersToChannel.Id =>
                [Open("next.channels", ServiceTabs.Channels), Open("next.topology", ServiceTabs.Topology), Open("next.sdk", ServiceTabs.Certificates)],
            _ => [Open("next.service", ServiceTabs.Overview)],
        };

        NextStep Open(string key, string tab) => new(key, id is null ? null : PortalUrls.Service(tenant, id, tab), null);

        NextStep Certificates() => Open("next.certificates", ServiceTabs.Certificates) with { Action = BcsOperations.DownloadCertificates.Action };

        NextStep Change(string key, string change, BcsOperation needs, string? tab) => new(key, id is null ? null : PortalUrls.ServiceChange(tenant, id, change, tab), needs.Action);
    }
}
