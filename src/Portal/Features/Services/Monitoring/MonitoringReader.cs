using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Monitoring;

using Portal.Access;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Model.Monitoring;
using Portal.Resources;

namespace Portal.Features.Services.Monitoring;

/// <summary>Reads monitoring data of one service through the gateway, as the person.</summary>
/// <param name="bff">The circuit's calls.</param>
/// <param name="texts">Texts.</param>
/// <param name="tenant">Tenant.</param>
/// <param name="service">Service.</param>
internal sealed class MonitoringReader(BffHttp bff, Texts texts, TenantDto tenant, ServiceDto service)
{
    private const int AtOnce = 4;

    /// <summary>The service as a whole, 5.3.3.</summary>
    public async Task<(IReadOnlyList<ChartData>? Charts, ProblemView? Problem)> ServiceAsync(CancellationToken cancellationToken)
    {
        if (Denied(BcsOperations.ListServiceMetrics) is { } denied)
        {
            return (null, denied);
        }

        var request = new ServiceMetricsRequest { MetricNames = MonitoringCharts.MetricsOfService };
        var result = await bff.CallAsync(tenant, c => c.ListServiceMetricsAsync(service.Id, request, cancellationToken));
        return ((result as BcsResult<MetricSeriesList>.Ok)?.Value is { } answer ? MonitoringCharts.Service(texts, answer) : null, ProblemView.From(texts, result));
    }

    /// <summary>Instances beside each other, 5.3.5. One that cannot be read does not take the others along.</summary>
    public async Task<(IReadOnlyList<ChartData>? Charts, ProblemView? Problem)> InstancesAsync(IReadOnlyList<MonitoredInstance> instances, CancellationToken cancellationToken)
    {
        if (Denied(BcsOperations.GetEntityMetrics) is { } denied)
        {
            return (null, denied);
        }

        var results = new BcsResult<MetricSeriesList>[instances.Count];
        foreach (var part in instances.Index().Chunk(AtOnce))
        {
            var read = await Task.WhenAll(part.Select(p => bff.CallAsync(tenant, c => c.GetEntityMetricsAsync(
                service.Id, new InstanceMetricsRequest { Type = p.Item.Type, EntityName = p.Item.Entity, InstanceName = p.Item.Name }, cancellationToken))));
            read.CopyTo(results, part[0].Index);
        }

        var answers = instances.Zip(results, (i, r) => (i, (r as BcsResult<MetricSeriesList>.Ok)?.Value)).ToList();
        return (
            answers.Exists(a => a.Value is not null) ? MonitoringCharts.Instances(texts, [.. answers.Select(a => (a.i, a.Value ?? new MetricSeriesList()))]) : null,
            results.Select(r => ProblemView.From(texts, r)).FirstOrDefault(p => p is not null));
    }

    /// <summary>All instances with their newest values, 5.3.4.</summary>
    public async Task<(IReadOnlyList<MonitoredInstance>? Instances, ProblemView? Problem)> NowAsync(CancellationToken cancellationToken)
    {
        if (Denied(BcsOperations.ListEntityMetrics) is { } denied)
        {
            return (null, denied);
        }

        var all = await Task.WhenAll(NowAsync(MonitoredInstance.Organization, cancellationToken), NowAsync(MonitoredInstance.AddOn, cancellationToken));

        // A service without add-ons may say so by refusing the question.
        var (organizations, addOns) = (all[0], all[1]);
        return organizations is BcsResult<IReadOnlyList<MonitoredInstance>>.Ok ok
            ? ([.. ok.Value, .. (addOns as BcsResult<IReadOnlyList<MonitoredInstance>>.Ok)?.Value ?? []],
                addOns is BcsResult<IReadOnlyList<MonitoredInstance>>.Refused { Error.Status: 400 or 404 } ? null : ProblemView.From(texts, addOns))
            : (null, ProblemView.From(texts, organizations));
    }

    /// <summary>Alarms, 5.3.1.</summary>
    public async Task<(MetricSeriesList? Alarms, ProblemView? Problem)> AlarmsAsync(AlarmQuery query, string? type, CancellationToken cancellationToken)
    {
        if (Denied(BcsOperations.ListAlarms) is { } denied)
        {
            return (null, denied);
        }

        var result = await bff.CallAsync(tenant, c => c.ListAlarmsAsync(service.Id, query, type, cancellationToken));
        return ((result as BcsResult<MetricSeriesList>.Ok)?.Value, ProblemView.From(texts, result));
    }

    /// <summary>How many alarms, 5.3.2.</summary>
    public async Task<(MetricSeriesList? Counts, ProblemView? Problem)> CountsAsync(AlarmQuery query, string? type, CancellationToken cancellationToken)
    {
        if (Denied(BcsOperations.GetAlarmStatistics) is { } denied)
        {
            return (null, denied);
        }

        var result = await bff.CallAsync(tenant, c => c.GetAlarmStatisticsAsync(service.Id, query, type, cancellationToken));
        return ((result as BcsResult<MetricSeriesList>.Ok)?.Value, ProblemView.From(texts, result));
    }

    // The cloud answers with all entities at once; where it does not say which instance is whose, each is asked for by its name.
    private async Task<BcsResult<IReadOnlyList<MonitoredInstance>>> NowAsync(string type, CancellationToken cancellationToken)
    {
        var result = await EntityAsync(type, null, cancellationToken);
        if (result is not BcsResult<IReadOnlyList<MonitoredInstance>>.Ok { Value: { } all } || all.All(i => i.Entity.Length > 0))
        {
            return result;
        }

        var found = new List<MonitoredInstance>();
        foreach (var entity in Names(type))
        {
            switch (await EntityAsync(type, entity, cancellationToken))
            {
                case BcsResult<IReadOnlyList<MonitoredInstance>>.Ok ok:
                    found.AddRange(ok.Value);
                    break;
                case BcsResult<IReadOnlyList<MonitoredInstance>>.Refused { Error.Status: 400 or 404 }:
                    break;
                case var failed:
                    return failed;
            }
        }

        return new BcsResult<IReadOnlyList<MonitoredInstance>>.Ok(found, null);
    }

    private async Task<BcsResult<IReadOnlyList<MonitoredInstance>>> EntityAsync(string type, string? entity, CancellationToken cancellationToken)
    {
        var request = new EntityMetricsRequest { Type = type, EntityName = entity };
        return await bff.CallAsync(tenant, c => c.ListEntityMetricsAsync(service.Id, request, cancellationToken)) switch
        {
            BcsResult<EntityMetricList>.Ok ok => new BcsResult<IReadOnlyList<MonitoredInstance>>.Ok(
                [.. (ok.Value.Metrics ?? []).Select(m => Instance(type, entity, m)).Where(i => i.Name.Length > 0)], ok.AuditId),
            BcsResult<EntityMetricList>.Refused refused => new BcsResult<IReadOnlyList<MonitoredInstance>>.Refused(refused.Error),
            BcsResult<EntityMetricList>.NotSent notSent => new BcsResult<IReadOnlyList<MonitoredInstance>>.NotSent(notSent.Reason),
            BcsResult<EntityMetricList>.Unclear unclear => new BcsResult<IReadOnlyList<MonitoredInstance>>.Unclear(unclear.Reason, unclear.Status),
            _ => throw new InvalidOperationException(),
        };
    }

    private IEnumerable<string> Names(string type) => type == MonitoredInstance.AddOn
        ? ["baas-restapi", "tc3-taskserver"]
        : (service.Detail?.PeerInfo ?? []).Select(p => p.Name).Append(service.Detail?.OrdererInfo?.Name).Append("baas-agent").Where(n => !string.IsNullOrEmpty(n)).Select(n => n!);

    private static MonitoredInstance Instance(string type, string? entity, EntityMetrics metrics)
    {
        string? Dimension(string name) => metrics.Dimensions?.FirstOrDefault(d => d.Name == name)?.Value;
        return new MonitoredInstance(type, entity ?? Dimension("entity") ?? "", Dimension("instance") ?? "", metrics.Values is [.., var newest] ? newest : null);
    }

    private ProblemView? Denied(BcsOperation operation) => tenant.Can(operation.Action) ? null : ProblemView.Denied(texts, operation.Action);
}
