using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Operations;
using Portal.Features.Services;
using Portal.Resources;

namespace Portal.Features.Overview;

/// <summary>What waits according to the services and operations that the overview knows anyway.</summary>
internal sealed class OwnAttention(OverviewState state, TenantDto tenant, Texts texts)
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(7);
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(45);

    /// <summary>Services that are not as they should be, then operations that failed, are unclear, or take suspiciously long.</summary>
    /// <param name="now">The moment.</param>
    public IEnumerable<Attention> Items(DateTimeOffset now) =>
    [
        .. state.Services.Select(Of).OfType<Attention>(),
        .. state.Operations.Where(o => NeedsLook(o, now)).Select(Of),
        .. state.Running.Where(o => now - o.StartedAt > Stuck).Select(Of),
    ];

    private Attention? Of(ServiceDto service)
    {
        var (up, total) = ServiceView.Peers(service);
        return ServiceView.Status(service).Kind switch
        {
            StatusKind.Bad or StatusKind.Warning => Of(service, null, texts["overview.unwell"]),
            StatusKind.Good when up < total => Of(service, total - up, texts.Count("overview.peersDown", total - up)),
            _ => null,
        };
    }

    private Attention Of(ServiceDto service, long? peersDown, string reason)
    {
        var (status, url) = (ServiceView.Status(service), PortalUrls.Service(tenant.Id, service.Id));
        return new($"s/{service.Id}/{status.TextKey}/{peersDown}", status, service.Name, url, reason, texts["overview.look"], url);
    }

    private Attention Of(OperationDto operation)
    {
        var (url, again) = (PortalUrls.Operation(tenant.Id, operation.Id), TryAgain.Url(tenant, operation));
        return new(
            $"o/{operation.Id}/{operation.Status}", OperationText.Status(operation.Status), OperationText.Name(texts, operation), url,
            OperationProblem.Of(texts, operation)?.Title ?? texts["overview.stuck"],
            texts[again is null ? "overview.look" : "operations.again"], again ?? url)
        {
            About = operation.BlockchainName, At = operation.EndedAt ?? operation.StartedAt,
        };
    }

    // A failure is settled once the same was done to the same thing and ended well.
    private bool NeedsLook(OperationDto operation, DateTimeOffset now) =>
        operation.Status is OperationStatuses.Failed or OperationStatuses.Stop or OperationStatuses.Unknown
        && now - (operation.EndedAt ?? operation.StartedAt) < Recently
        && !state.Operations.Any(o => o.Status is OperationStatuses.Finished && o.Operation == operation.Operation
            && (o.BlockchainId == operation.BlockchainId || o.BlockchainName == operation.BlockchainName) && o.StartedAt > operation.StartedAt);
}
