using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Body of scaling a service: organisations and how many peers each is to have. BCS API Reference 5.1.4.</summary>
public sealed record ModifyServiceRequest
{
    /// <summary>Organisations to add, to scale or, with is_delete_org, to delete. Mandatory.</summary>
    [JsonPropertyName("node_orgs")]
    public IReadOnlyList<NodeOrg>? NodeOrgs { get; init; }

    /// <summary>Edge nodes; only for edge deployments.</summary>
    [JsonPropertyName("publicips")]
    public IReadOnlyList<IefNode>? PublicIps { get; init; }

    /// <summary>True to delete the named organisations. Default: false.</summary>
    [JsonPropertyName("is_delete_org")]
    public bool? IsDeleteOrg { get; init; }
}
