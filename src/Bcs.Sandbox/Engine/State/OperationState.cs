using System.Text.Json.Serialization;

namespace Bcs.Sandbox.Engine.State;

/// <summary>
/// An asynchronous operation: what it will do and when it was asked for. How far it is follows from the clock, see <see cref="OperationTimeline"/>.
/// </summary>
internal sealed class OperationState
{
    public required string Id { get; set; }

    /// <summary>Operation type of section 5.1.17, such as <c>99</c>.</summary>
    public required string Type { get; set; }

    public required OperationKind Kind { get; set; }

    public required string ServiceId { get; set; }

    public required string ServiceName { get; set; }

    public required ClusterState Cluster { get; set; }

    public required long RecordedAt { get; set; }

    public required IReadOnlyList<StepPlan> Steps { get; set; }

    /// <summary>Channels that exist once it has finished.</summary>
    public IReadOnlyList<ChannelState> NewChannels { get; set; } = [];

    /// <summary>Organisations that it adds, removes or gives another number of peers: as they are to be.</summary>
    public IReadOnlyList<OrganizationState> Organizations { get; set; } = [];

    /// <summary>Channel that it changes.</summary>
    public string? Channel { get; set; }

    /// <summary>How many peers join or leave that channel, by organisation name.</summary>
    public IReadOnlyDictionary<string, int> ChannelPeers { get; set; } = new Dictionary<string, int>();

    /// <summary>Invitation whose fate it decides.</summary>
    public string? Invitation { get; set; }

    /// <summary>Step or sub-step at which it fails.</summary>
    public string? FailsAt { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>Step or sub-step at which it stops moving.</summary>
    public string? StallsAt { get; set; }

    /// <summary>When it was allowed to move on again.</summary>
    public long? ResumedAt { get; set; }

    /// <summary>Until when its record is in no answer.</summary>
    public long HiddenUntil { get; set; }

    /// <summary>True once its effect on the service has been applied.</summary>
    public bool Settled { get; set; }

    /// <summary>Its record as JSON once it is settled and was asked for: it does not change any more, and lists of thousands are asked for often.</summary>
    [JsonIgnore]
    public byte[]? Record { get; set; }
}
