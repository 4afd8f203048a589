using System.Globalization;

using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Model.Monitoring;
using Portal.Model.Operations;
using Portal.Model.Services;
using Portal.Model.Services.Health;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Overview;

/// <summary>What waits according to the services, their alarms and the operations that the overview knows anyway: one entry a cause.</summary>
/// <param name="state">What the overview knows.</param>
/// <param name="tenant">Tenant, with what the person may do in it.</param>
/// <param name="again">Leads back to forms.</param>
/// <param name="texts">Texts.</param>
internal sealed class OwnAttention(OverviewState state, TenantDto tenant, TryAgain again, Texts texts)
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(7);
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(45);

    /// <summary>What ails services, then operations that failed, are unclear, or take suspiciously long.</summary>
    /// <param name="now">The moment.</param>
    public IReadOnlyList<Attention> Items(DateTimeOffset now)
    {
        var operations = state.Operations.ToList();
        var waiting = operations.FindAll(o => NeedsLook(o, operations, now));
        return
        [
            .. state.Services.SelectMany(s => OfService(s, waiting)),
            .. waiting.Select(OfOperation),
            .. state.Running.Where(o => now - o.StartedAt > Stuck).Select(OfOperation),
        ];
    }

    private bool NeedsLook(OperationDto operation, List<OperationDto> all, DateTimeOffset now) =>
        operation.Status is OperationStatuses.Failed or OperationStatuses.Stop or OperationStatuses.Unknown
        && !operation.IsHistory
        && now - (operation.EndedAt ?? operation.StartedAt) < Recently
        && !IsGone(operation)
        && !all.Exists(o => IsLater(o, operation) && Settles(o, operation));

    // With the service everything goes that did not work with it.
    private bool IsGone(OperationDto operation) =>
        operation is { Status: not OperationStatuses.Unknown, BlockchainId: { } service } && state.ServicesRead && !state.Services.Any(s => s.Id == service);

    private static bool IsLater(OperationDto later, OperationDto operation) =>
        later.StartedAt > operation.StartedAt && later.Operation == operation.Operation && (later.Operation is not null || later.Type == operation.Type)
        && (later.BlockchainId == operation.BlockchainId || later.BlockchainName == operation.BlockchainName);

    // A failure is settled once the same ended well, and stands for those before it. What is unclear was perhaps carried out: a later failure tells nothing of it.
    private static bool Settles(OperationDto later, OperationDto operation) =>
        later.Status is OperationStatuses.Finished
        || (later.Status is OperationStatuses.Failed or OperationStatuses.Stop && operation.Status is not OperationStatuses.Unknown);

    private IEnumerable<Attention> OfService(ServiceDto service, List<OperationDto> waiting)
    {
        var health = state.Health(service);
        foreach (var finding in health.Findings)
        {
            // The cloud calls a service abnormal after an operation that failed: that waits already.
            if (finding is { Cause: HealthCause.Status, Status.Kind: StatusKind.Bad } && waiting.Exists(o => o.BlockchainId == service.Id && o.Status is not OperationStatuses.Unknown))
            {
                continue;
            }

            var url = finding.Cause switch
            {
                HealthCause.Alarm => MonitoringQuery.ActiveAlarms.Url(tenant.Id, service.Id),
                HealthCause.Peers => PortalUrls.Service(tenant.Id, service.Id, ServiceTabs.Organizations),
                _ => PortalUrls.Service(tenant.Id, service.Id),
            };
            yield return new(
                $"s/{service.Id}/{finding.Status.TextKey}/{Detail(finding)}",
                finding.Status with { TextKey = "severity." + (finding.Status.Kind is StatusKind.Bad ? "Critical" : "Major") },
                HealthText.Title(texts, finding), url, HealthText.Reason(texts, health, finding), texts["overview.look"], url)
            {
                Service = service.Id, About = service.Name, At = finding.Since,
            };
        }
    }

    // What was put off comes back when more of it is down, elsewhere, or again.
    private static string Detail(HealthFinding finding) => finding.Cause is HealthCause.Status
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{finding.Count}/{finding.Alarm}/{string.Join(',', finding.Where)}/{finding.Since?.ToUnixTimeSeconds()}");

    private Attention OfOperation(OperationDto operation)
    {
        var (url, form) = (PortalUrls.Operation(tenant.Id, operation.Id), again.Url(tenant, operation));
        return new(
            $"o/{operation.Id}/{operation.Status}", OperationText.Status(operation.Status), OperationText.Name(texts, operation), url,
            OperationProblem.Of(texts, operation)?.Title ?? texts["overview.stuck"],
            texts[form is null ? "overview.look" : "operations.again"], form ?? url)
        {
            Service = operation.BlockchainId, About = operation.BlockchainName, At = operation.EndedAt ?? operation.StartedAt,
        };
    }
}
