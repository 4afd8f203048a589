using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>One service in the list. BCS API Reference 5.1.18.</summary>
public sealed record ServiceListItem
{
    /// <summary>ID.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}
