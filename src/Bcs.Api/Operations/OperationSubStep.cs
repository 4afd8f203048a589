using System.Text.Json.Serialization;

namespace Bcs.Api.Operations;

/// <summary>One sub-step of an operation. BCS API Reference 5.1.17.</summary>
public sealed record OperationSubStep
{
    /// <summary>Substep name.</summary>
    [JsonPropertyName("substep_name")]
    public string? SubstepName { get; init; }

    /// <summary>Detail.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }

    /// <summary>Status.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Message.</summary>
    [JsonPropertyName("message")]
    public IReadOnlyList<string>? Message { get; init; }

    /// <summary>Start time. Unit: ns since epoch (from the example); 0 = not started.</summary>
    [JsonPropertyName("start_time")]
    public long? StartTime { get; init; }

    /// <summary>End time. Unit: ns since epoch (from the example); 0 = not ended.</summary>
    [JsonPropertyName("end_time")]
    public long? EndTime { get; init; }

    /// <summary>Serial number.</summary>
    [JsonPropertyName("serial_num")]
    public long? SerialNum { get; init; }
}
