using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Account of the CouchDB state database. BCS API Reference 5.1.1.</summary>
public sealed record CouchDb
{
    /// <summary>User name. Mandatory.</summary>
    [JsonPropertyName("user_name")]
    public string? UserName { get; init; }

    /// <summary>Password. Secret. Mandatory.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }
}
