using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>The inviting party whose consortium the new service joins. BCS API Reference 5.1.1.</summary>
public sealed record InvitorInfos
{
    /// <summary>Tenant ID. Mandatory.</summary>
    [JsonPropertyName("tenant_id")]
    public string? TenantId { get; init; }

    /// <summary>Project ID. Mandatory.</summary>
    [JsonPropertyName("project_id")]
    public string? ProjectId { get; init; }

    /// <summary>Blockchain ID. Mandatory.</summary>
    [JsonPropertyName("blockchain_id")]
    public string? BlockchainId { get; init; }
}
