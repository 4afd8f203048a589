using System.Text.Json.Serialization;

namespace Bcs.Api.Channels;

/// <summary>Body of removing organisations from a channel. BCS API Reference 5.1.8.</summary>
public sealed record RemoveOrganizationsRequest
{
    /// <summary>Names of the organisations. Mandatory.</summary>
    [JsonPropertyName("org_names")]
    public IReadOnlyList<string>? OrgNames { get; init; }
}
