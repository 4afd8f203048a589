using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Object storage bucket of a service. BCS API Reference 5.1.3.</summary>
public sealed record ObsInfo
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Address.</summary>
    [JsonPropertyName("addr")]
    public string? Addr { get; init; }
}
