namespace Bcs.Sandbox.Engine.State;

/// <summary>A channel as one service takes part in it; what other tenants have in it stands in their services.</summary>
internal sealed class ChannelState
{
    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public long CreatedAt { get; set; }

    /// <summary>Invitation by which the service has joined it; null if it is the service's own.</summary>
    public string? Invitation { get; set; }

    /// <summary>Indexes of the joined peers by organisation name.</summary>
    public Dictionary<string, List<int>> Peers { get; set; } = [];
}
