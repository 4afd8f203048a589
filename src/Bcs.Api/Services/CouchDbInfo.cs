using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>CouchDB of a service. BCS API Reference 5.1.3.</summary>
public sealed record CouchDbInfo
{
    /// <summary>User.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }
}
