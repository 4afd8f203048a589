using System.Text.Json.Serialization;

namespace Bcs.Api.Operations;

/// <summary>A node of the cluster an operation works on. BCS API Reference 5.1.17.</summary>
public sealed record OperationNode
{
    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>ID.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }
}
