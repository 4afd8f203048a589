namespace Bcs.Sandbox.Engine.State;

/// <summary>A channel of a service.</summary>
internal sealed class ChannelState
{
    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public long CreatedAt { get; set; }

    /// <summary>Indexes of the joined peers by organisation name.</summary>
    public Dictionary<string, List<int>> Peers { get; set; } = [];
}
