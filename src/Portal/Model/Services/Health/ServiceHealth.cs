using Bcs.Api.Services;

using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;
using Portal.Design;
using Portal.Model.Monitoring;

namespace Portal.Model.Services.Health;

/// <summary>
/// How a service is, and why: derived in one place from its status, its nodes and its alarms, so that chips, rows, drawings and
/// what waits for the reader say the same.
/// </summary>
/// <param name="State">The worst of it; what a chip shows.</param>
/// <param name="Findings">All that is not as it should be, the worst first, one a cause; empty if nothing is known to be wrong.</param>
/// <param name="Organizations">Its peer organisations in the cloud's order.</param>
/// <param name="Orderers">Its orderers; null if it has none of its own.</param>
/// <param name="AlarmsRead">False if its alarms are not known: then a state that is good is good as far as is known.</param>
public sealed record ServiceHealth(
    HealthFinding State, IReadOnlyList<HealthFinding> Findings, IReadOnlyList<OrganizationHealth> Organizations, OrganizationHealth? Orderers, bool AlarmsRead)
{
    private static readonly Status PeersDown = new(StatusKind.Bad, "health.peersDown");
    private static readonly Status OrderersDown = new(StatusKind.Bad, "health.orderersDown");
    private static readonly Status CriticalAlarm = new(StatusKind.Bad, "health.critical");
    private static readonly Status MajorAlarm = new(StatusKind.Warning, "health.major");

    /// <summary>Peers that run, and how many there should be.</summary>
    public (long Up, long Total) Peers => (Organizations.Sum(o => o.Up), Organizations.Sum(o => o.Total));

    /// <summary>Derives it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="alarms">Alarms that are on, of any service; null if they were not read.</param>
    public static ServiceHealth Of(ServiceDto service, IEnumerable<AlarmDto>? alarms)
    {
        var status = ServiceView.Status(service);
        if (service.Detail is not { } detail)
        {
            return new(new(HealthCause.Unread, status), [], [], null, alarms is not null);
        }

        // A service that sleeps or is frozen has no nodes, and its last alarms tell nothing of it; what is being changed has fewer nodes than it will.
        var still = status is { Kind: StatusKind.Stopped } or { TextKey: "svc.frozen" } ? status : null;
        var changing = status.Kind is StatusKind.Busy;
        var own = (alarms ?? []).Where(a => a.BlockchainId == service.Id && a.EndsAt is null && still is null).OrderBy(a => AlarmSeverities.Rank(a.Severity)).ThenBy(a => a.StartsAt).ToList();
        var (severe, failure) = (own.Where(a => a.Name != Alarms.OperationFailed && AlarmSeverities.Rank(a.Severity) <= 1).ToList(), own.Find(a => a.Name == Alarms.OperationFailed));
        var names = NodeNames.Of(detail);
        var groups = (detail.PeerInfo ?? []).Select(g => NodeGroupHealth.Of(g, severe, names, still, changing)).ToList();
        var orderers = detail.OrdererInfo is { NodeCnt: > 0 } info ? NodeGroupHealth.Of(info, severe, names, still, changing) : null;

        List<HealthFinding> found =
        [
            .. Down(HealthCause.Orderers, OrderersDown, orderers is null ? [] : [orderers]),
            .. Down(HealthCause.Peers, PeersDown, groups),
            .. AlarmsOf(severe.Except(groups.Append(orderers).OfType<NodeGroupHealth>().SelectMany(g => g.Explained)), names),
        ];
        if (status.Kind is StatusKind.Bad)
        {
            // What makes it abnormal is the cause; without one the cloud's word is all there is.
            found = found.Count > 0
                ? [found[0] with { Status = found[0].Status with { Kind = StatusKind.Bad } }, .. found.Skip(1)]
                : [new(HealthCause.Status, status) { Alarm = failure?.Name, Since = failure?.StartsAt }];
        }
        else if (status.Kind is StatusKind.Warning)
        {
            found.Add(new(HealthCause.Status, status));
        }

        List<HealthFinding> sorted = [.. found.OrderBy(f => f.Status.Kind is not StatusKind.Bad)];
        var state = sorted.Find(f => f.Status.Kind is StatusKind.Bad || !changing) ?? new(HealthCause.Status, status);
        return new(state, sorted, [.. groups.Select(g => g.Organization)], orderers?.Organization, alarms is not null);
    }

    private static IEnumerable<HealthFinding> Down(HealthCause cause, Status status, IReadOnlyList<NodeGroupHealth> groups)
    {
        var ill = groups.Where(g => g.Down > 0).ToList();
        if (ill.Count > 0)
        {
            yield return new(cause, status)
            {
                Count = ill.Sum(g => g.Down), Where = [.. ill.SelectMany(g => g.Where)], Exact = ill.TrueForAll(g => g.Where.Count == g.Down && !g.Where.Contains(g.Organization.Name)),
                Alarm = ill.SelectMany(g => g.Explained).FirstOrDefault()?.Name, Since = ill.SelectMany(g => g.Explained).Min(a => (DateTimeOffset?)a.StartsAt),
            };
        }
    }

    private static IEnumerable<HealthFinding> AlarmsOf(IEnumerable<AlarmDto> alarms, NodeNames names) =>
        alarms.GroupBy(a => a.Name).Select(g => new HealthFinding(HealthCause.Alarm, g.Any(a => a.Severity == AlarmSeverities.Critical) ? CriticalAlarm : MajorAlarm)
        {
            Alarm = g.Key, Count = g.Count(), Since = g.Min(a => a.StartsAt),
            Where = [.. g.Where(a => a.Resource is not null && a.Resource != a.BlockchainName).Select(a => names.Of(a.Resource!)).Distinct().Order(StringComparer.Ordinal)],
        });
}
