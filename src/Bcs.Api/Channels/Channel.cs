using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>A channel with its peers and consenters by organisation name. BCS API Reference 5.1.6.</summary>
public sealed record Channel
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Create time.</summary>
    [JsonPropertyName("create_time")]
    public string? CreateTime { get; init; }

    /// <summary>Consensus.</summary>
    [JsonPropertyName("consensus")]
    public string? Consensus { get; init; }

    /// <summary>Peers.</summary>
    [JsonPropertyName("peers")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Peers { get; init; }

    /// <summary>Consensus nodes.</summary>
    [JsonPropertyName("consensusNodes")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? ConsensusNodes { get; init; }
}
