using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Network storage of a service. BCS API Reference 5.1.3.</summary>
public sealed record SfsInfo
{
    /// <summary>PVC name.</summary>
    [JsonPropertyName("pvc_name")]
    public string? PvcName { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Address.</summary>
    [JsonPropertyName("addr")]
    public string? Addr { get; init; }

    /// <summary>Type.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }
}
