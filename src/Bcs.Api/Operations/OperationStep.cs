using System.Text.Json.Serialization;

namespace Bcs.Api.Operations;

/// <summary>One step of an operation. BCS API Reference 5.1.17.</summary>
public sealed record OperationStep
{
    /// <summary>Step name.</summary>
    [JsonPropertyName("step_name")]
    public string? StepName { get; init; }

    /// <summary>Status.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Detail.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }

    /// <summary>Sub steps.</summary>
    [JsonPropertyName("sub_steps")]
    public IReadOnlyDictionary<string, OperationSubStep>? SubSteps { get; init; }

    /// <summary>Serial number.</summary>
    [JsonPropertyName("serial_num")]
    public long? SerialNum { get; init; }
}
