using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Creation progress by resource; a resource that is not part of the service is absent. BCS API Reference 5.1.2.</summary>
public sealed record ServiceCreationStatus
{
    /// <summary>BCS.</summary>
    [JsonPropertyName("bcs")]
    public CreationDetail? Bcs { get; init; }

    /// <summary>EIP.</summary>
    [JsonPropertyName("eip")]
    public CreationDetail? Eip { get; init; }

    /// <summary>SFS.</summary>
    [JsonPropertyName("sfs")]
    public CreationDetail? Sfs { get; init; }

    /// <summary>OBS.</summary>
    [JsonPropertyName("obs")]
    public CreationDetail? Obs { get; init; }

    /// <summary>Kafka.</summary>
    [JsonPropertyName("kafka")]
    public CreationDetail? Kafka { get; init; }

    /// <summary>CCE.</summary>
    [JsonPropertyName("cce")]
    public CceCreationStatus? Cce { get; init; }
}
