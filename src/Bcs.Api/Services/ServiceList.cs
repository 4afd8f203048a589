using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>All services of the project; not paged. BCS API Reference 5.1.18.</summary>
public sealed record ServiceList
{
    /// <summary>Blockchains.</summary>
    [JsonPropertyName("blockchains")]
    public IReadOnlyList<ServiceListItem>? Blockchains { get; init; }

    /// <summary>Count.</summary>
    [JsonPropertyName("count")]
    public long? Count { get; init; }
}
