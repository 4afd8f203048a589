using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>A channel created together with its service. BCS API Reference 5.1.1.</summary>
public sealed record NewServiceChannel
{
    /// <summary>Name. Mandatory.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Organisation names. Mandatory.</summary>
    [JsonPropertyName("org_names")]
    public IReadOnlyList<string>? OrgNames { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }
}
