using System.Text.Json.Serialization;

namespace Bcs.Api.Certificates;

/// <summary>What the SDK configuration is to contain. BCS API Reference 5.1.10.</summary>
public sealed record SdkConfigurationRequest
{
    /// <summary>Chaincode. Matches ^[a-z][a-z0-9]{5,24}$; empty if is_multi_chan is true. Mandatory.</summary>
    [JsonPropertyName("chaincode_name")]
    public string? ChaincodeName { get; init; }

    /// <summary>Folder in which the certificates will be unpacked on the client's machine. Mandatory.</summary>
    [JsonPropertyName("cert_path")]
    public string? CertPath { get; init; }

    /// <summary>Channel; empty if is_multi_chan is true. Mandatory.</summary>
    [JsonPropertyName("channel_name")]
    public string? ChannelName { get; init; }

    /// <summary>Domain names of peers by organisation name, in ascending order. Mandatory.</summary>
    [JsonPropertyName("peer_orgs")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? PeerOrgs { get; init; }

    /// <summary>Domain names of peers of consortium members by organisation.</summary>
    [JsonPropertyName("union_info")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? UnionInfo { get; init; }

    /// <summary>True for several channels, then channel_chaincode says which. Default: false.</summary>
    [JsonPropertyName("is_multi_chan")]
    public bool? IsMultiChan { get; init; }

    /// <summary>Chaincodes by channel. Mandatory if is_multi_chan is true.</summary>
    [JsonPropertyName("channel_chaincode")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? ChannelChaincode { get; init; }
}
