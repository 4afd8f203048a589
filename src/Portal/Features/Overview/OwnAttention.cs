using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Operations;
using Portal.Features.Services;
using Portal.Resources;

namespace Portal.Features.Overview;

/// <summary>What waits according to the services and operations that the overview knows anyway.</summary>
/// <param name="state">What the overview knows.</param>
/// <param name="tenant">Tenant, with what the person may do in it.</param>
/// <param name="texts">Texts.</param>
internal sealed class OwnAttention(OverviewState state, TenantDto tenant, Texts texts)
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(7);
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(45);

    /// <summary>Services that are not as they should be, then operations that failed, are unclear, or take suspiciously long.</summary>
    /// <param name="now">The moment.</param>
    public IReadOnlyList<Attention> Items(DateTimeOffset now)
    {
        var operations = state.Operations.ToList();
        return
        [
            .. state.Services.Select(OfService).OfType<Attention>(),
            .. operations.Where(o => NeedsLook(o, operations, now)).Select(OfOperation),
            .. state.Running.Where(o => now - o.StartedAt > Stuck).Select(OfOperation),
        ];
    }

    // A failure is settled once the same was done to the same thing and ended well.
    private static bool NeedsLook(OperationDto operation, List<OperationDto> all, DateTimeOffset now) =>
        operation.Status is OperationStatuses.Failed or OperationStatuses.Stop or OperationStatuses.Unknown
        && now - (operation.EndedAt ?? operation.StartedAt) < Recently
        && !all.Exists(o => o.Status is OperationStatuses.Finished && o.Operation == operation.Operation
            && (o.BlockchainId == operation.BlockchainId || o.BlockchainName == operation.BlockchainName) && o.StartedAt > operation.StartedAt);

    private Attention? OfService(ServiceDto service)
    {
        var (status, url) = (ServiceView.Status(service), PortalUrls.Service(tenant.Id, service.Id));
        var (up, total) = ServiceView.Peers(service);
        long? down = status.Kind is StatusKind.Good && up < total ? total - up : null;
        return down is not null || status.Kind is StatusKind.Bad or StatusKind.Warning
            ? new(
                $"s/{service.Id}/{status.TextKey}/{down}", status, service.Name, url,
                down is { } count ? texts.Count("overview.peersDown", count) : texts["overview.unwell"], texts["overview.look"], url)
            : null;
    }

    private Attention OfOperation(OperationDto operation)
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
}
