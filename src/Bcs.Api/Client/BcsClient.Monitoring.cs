using Bcs.Api.Catalogue;
using Bcs.Api.Monitoring;

namespace Bcs.Api.Client;

/// <content>Calls about alarms and monitoring data.</content>
public sealed partial class BcsClient
{
    /// <summary>Reads alarms, 5.3.1.</summary>
    /// <param name="blockchainId">Service.</param>
    /// <param name="query">Time range and conditions.</param>
    /// <param name="type"><c>active_alert</c>, <c>history_alert</c>, or null for both.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<MetricSeriesList>> ListAlarmsAsync(
        string blockchainId, AlarmQuery query, string? type = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<MetricSeriesList>(
            new BcsCall(BcsOperations.ListAlarms, ("blockchain_id", blockchainId)) { Query = [new("type", type)], Body = query },
            cancellationToken);

    /// <summary>Reads alarm statistics, 5.3.2.</summary>
    /// <param name="blockchainId">Service.</param>
    /// <param name="query">Time range and conditions.</param>
    /// <param name="type"><c>active_alert</c>, <c>history_alert</c>, or null for both.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<MetricSeriesList>> GetAlarmStatisticsAsync(
        string blockchainId, AlarmQuery query, string? type = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<MetricSeriesList>(
            new BcsCall(BcsOperations.GetAlarmStatistics, ("blockchain_id", blockchainId)) { Query = [new("type", type)], Body = query },
            cancellationToken);

    /// <summary>Reads monitoring data of a service, 5.3.3.</summary>
    public Task<BcsResult<MetricSeriesList>> ListServiceMetricsAsync(
        string blockchainId, ServiceMetricsRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<MetricSeriesList>(
            new BcsCall(BcsOperations.ListServiceMetrics, ("blockchain_id", blockchainId)) { Body = request },
            cancellationToken);

    /// <summary>Lists current values of an entity's instances, 5.3.4.</summary>
    public Task<BcsResult<EntityMetricList>> ListEntityMetricsAsync(
        string blockchainId, EntityMetricsRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<EntityMetricList>(
            new BcsCall(BcsOperations.ListEntityMetrics, ("blockchain_id", blockchainId)) { Body = request },
            cancellationToken);

    /// <summary>Reads monitoring data of one instance of an entity, 5.3.5.</summary>
    public Task<BcsResult<MetricSeriesList>> GetEntityMetricsAsync(
        string blockchainId, InstanceMetricsRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<MetricSeriesList>(
            new BcsCall(BcsOperations.GetEntityMetrics, ("blockchain_id", blockchainId)) { Body = request },
            cancellationToken);
}
