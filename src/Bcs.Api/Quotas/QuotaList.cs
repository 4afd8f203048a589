using System.Text.Json.Serialization;

namespace Bcs.Api.Quotas;

/// <summary>Quotas of the project. BCS API Reference 5.1.14.</summary>
public sealed record QuotaList
{
    /// <summary>Resources.</summary>
    [JsonPropertyName("resources")]
    public IReadOnlyList<ResourceQuota>? Resources { get; init; }
}
