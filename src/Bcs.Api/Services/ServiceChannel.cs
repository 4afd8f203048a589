using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>A channel as the service detail shows it: peers by organisation hash. BCS API Reference 5.1.3.</summary>
public sealed record ServiceChannel
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Organisation names.</summary>
    [JsonPropertyName("org_names")]
    public IReadOnlyList<string>? OrgNames { get; init; }

    /// <summary>Organisation name hash.</summary>
    [JsonPropertyName("org_name_hash")]
    public IReadOnlyList<string>? OrgNameHash { get; init; }

    /// <summary>Peers.</summary>
    [JsonPropertyName("peers")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Peers { get; init; }
}
