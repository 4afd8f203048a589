using System.Text.Json.Serialization;

namespace Bcs.Api.Quotas;

/// <summary>Upper limits of the editions. BCS API Reference 5.1.15.</summary>
public sealed record FlavorList
{
    /// <summary>Enterprise spec.</summary>
    [JsonPropertyName("enterprise_spec")]
    public InstanceSpec? EnterpriseSpec { get; init; }
}
