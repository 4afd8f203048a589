using System.Text.Json.Serialization;

namespace Bcs.Api.Monitoring;

/// <summary>Current values of one instance. BCS API Reference 5.3.4. The reference types them as text and shows numbers; both are read.</summary>
public sealed record EntityMetricValues
{
    /// <summary>CPU usage in percent.</summary>
    [JsonPropertyName("cpuUsage")]
    public double? CpuUsage { get; init; }

    /// <summary>Disk reads in bytes per second.</summary>
    [JsonPropertyName("diskReadRate")]
    public double? DiskReadRate { get; init; }

    /// <summary>Disk writes in bytes per second.</summary>
    [JsonPropertyName("diskWriteRate")]
    public double? DiskWriteRate { get; init; }

    /// <summary>Memory usage in percent.</summary>
    [JsonPropertyName("memUsage")]
    public double? MemUsage { get; init; }

    /// <summary>Received bytes per second.</summary>
    [JsonPropertyName("recvBytesRate")]
    public double? RecvBytesRate { get; init; }

    /// <summary>Sent bytes per second.</summary>
    [JsonPropertyName("sendBytesRate")]
    public double? SendBytesRate { get; init; }

    /// <summary>File system usage in percent.</summary>
    [JsonPropertyName("filesystemUsage")]
    public double? FilesystemUsage { get; init; }
}
