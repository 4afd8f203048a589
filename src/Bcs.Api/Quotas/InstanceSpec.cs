using System.Text.Json.Serialization;

namespace Bcs.Api.Quotas;

/// <summary>Upper limits of one edition. BCS API Reference 5.1.15.</summary>
public sealed record InstanceSpec
{
    /// <summary>Organisation peer max number.</summary>
    [JsonPropertyName("org_peer_max_num")]
    public long? OrgPeerMaxNum { get; init; }

    /// <summary>Orderer max number.</summary>
    [JsonPropertyName("orderer_max_num")]
    public long? OrdererMaxNum { get; init; }

    /// <summary>Member max number.</summary>
    [JsonPropertyName("member_max_num")]
    public int? MemberMaxNum { get; init; }
}
