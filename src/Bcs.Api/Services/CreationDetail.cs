using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Creation progress of one resource. BCS API Reference 5.1.2.</summary>
public sealed record CreationDetail
{
    /// <summary>Start time.</summary>
    [JsonPropertyName("start_time")]
    public string? StartTime { get; init; }

    /// <summary>End time.</summary>
    [JsonPropertyName("end_time")]
    public string? EndTime { get; init; }

    /// <summary>Status. One of: waiting, deploying, finished, failed.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Detail.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }
}
