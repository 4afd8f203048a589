using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>An organisation that joins. BCS API Reference 5.2.2.</summary>
public sealed record InvitedOrganization
{
    /// <summary>Name. Mandatory.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}
