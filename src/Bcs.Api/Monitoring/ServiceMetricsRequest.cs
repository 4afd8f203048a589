using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>Which metrics of a service. BCS API Reference 5.3.3.</summary>
public sealed record ServiceMetricsRequest
{
    /// <summary>Metrics. One or more of: cpuUsage, diskUsedRate, memUsedRate, sendBytesRate, recvBytesRate, cpuCoreLimit, cpuCoreUsed, totalMem, freeMem, diskCapacity, diskAvailableCapacity. Default: the first five.</summary>
    [JsonPropertyName("metric_names")]
    public IReadOnlyList<string>? MetricNames { get; init; }
}
