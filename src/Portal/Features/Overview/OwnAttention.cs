using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Operations;
using Portal.Features.Services;
using Portal.Resources;

namespace Portal.Features.Overview;

/// <summary>Says in words what waits according to the services and operations that the overview knows anyway.</summary>
internal static class OwnAttention
{
    public static Attention Of(Texts texts, TenantDto tenant, Waiting waiting) => waiting switch
    {
        Waiting.OfOperation { Operation: var operation } => new(
            waiting.Key, OperationText.Status(operation.Status), OperationText.Name(texts, operation), PortalUrls.Operation(tenant.Id, operation.Id),
            OperationProblem.Of(texts, operation)?.Title ?? texts["overview.stuck"],
            texts[TryAgain.Url(tenant, operation) is null ? "overview.look" : "operations.again"],
            TryAgain.Url(tenant, operation) ?? PortalUrls.Operation(tenant.Id, operation.Id))
        {
            About = operation.BlockchainName, At = operation.EndedAt ?? operation.StartedAt,
        },
        Waiting.OfService { Service: var service, PeersDown: var down } => new(
            waiting.Key, ServiceView.Status(service), service.Name, PortalUrls.Service(tenant.Id, service.Id),
            down is { } count ? texts.Count("overview.peersDown", count) : texts["overview.unwell"],
            texts["overview.look"], PortalUrls.Service(tenant.Id, service.Id)),
        _ => throw new InvalidOperationException(),
    };
}
