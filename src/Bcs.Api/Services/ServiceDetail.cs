using System.Text.Json;
using System.Text.Json.Serialization;

using Bcs.Api.Json;

namespace Bcs.Api.Services;

/// <summary>Everything the cloud tells about one service. BCS API Reference 5.1.3.</summary>
public sealed record ServiceDetail
{
    /// <summary>Basic info.</summary>
    [JsonPropertyName("basic_info")]
    public ServiceBasicInfo? BasicInfo { get; init; }

    /// <summary>Channels.</summary>
    [JsonPropertyName("channels")]
    public IReadOnlyList<ServiceChannel>? Channels { get; init; }

    /// <summary>Peer info.</summary>
    [JsonPropertyName("peer_info")]
    public IReadOnlyList<PeerInfo>? PeerInfo { get; init; }

    /// <summary>Light peer info.</summary>
    [JsonPropertyName("light_peer_info")]
    [JsonAlias("loght_peer_info")]
    public IReadOnlyList<PeerInfo>? LightPeerInfo { get; init; }

    /// <summary>Orderer info.</summary>
    [JsonPropertyName("orderer_info")]
    public PeerInfo? OrdererInfo { get; init; }

    /// <summary>Couch db info.</summary>
    [JsonPropertyName("couch_db_info")]
    public CouchDbInfo? CouchDbInfo { get; init; }

    /// <summary>Dms kafka info.</summary>
    [JsonPropertyName("dms_kafka_info")]
    public DmsKafkaInfo? DmsKafkaInfo { get; init; }

    /// <summary>IEF info.</summary>
    [JsonPropertyName("ief_info")]
    public IefInfo? IefInfo { get; init; }

    /// <summary>SFS info.</summary>
    [JsonPropertyName("sfs_info")]
    public SfsInfo? SfsInfo { get; init; }

    /// <summary>Agent info.</summary>
    [JsonPropertyName("agent_info")]
    public PeerInfo? AgentInfo { get; init; }

    /// <summary>Restapi info.</summary>
    [JsonPropertyName("restapi_info")]
    public PeerInfo? RestapiInfo { get; init; }

    /// <summary>EVS PVC info.</summary>
    [JsonPropertyName("evs_pvc_info")]
    public IReadOnlyDictionary<string, JsonElement>? EvsPvcInfo { get; init; }

    /// <summary>TC3 taskserver info.</summary>
    [JsonPropertyName("tc3_taskserver_info")]
    public PeerInfo? Tc3TaskserverInfo { get; init; }

    /// <summary>OBS bucket info.</summary>
    [JsonPropertyName("obs_bucket_info")]
    public ObsInfo? ObsBucketInfo { get; init; }
}
