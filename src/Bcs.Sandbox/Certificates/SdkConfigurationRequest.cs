using System.Text.Json.Serialization;

namespace Bcs.Sandbox.Certificates;

/// <summary>Body of 5.1.10.</summary>
internal sealed record SdkConfigurationRequest
{
    [JsonPropertyName("chaincode_name")]
    public string? ChaincodeName { get; init; }

    [JsonPropertyName("cert_path")]
    public string? CertPath { get; init; }

    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    [JsonPropertyName("peer_orgs")]
    public Dictionary<string, List<string>>? PeerOrgs { get; init; }

    [JsonPropertyName("union_info")]
    public Dictionary<string, List<string>>? UnionInfo { get; init; }

    [JsonPropertyName("is_multi_chan")]
    public bool? IsMultiChan { get; init; }

    [JsonPropertyName("channel_chaincode")]
    public Dictionary<string, List<string>>? ChannelChaincode { get; init; }
}
