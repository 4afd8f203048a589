using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>Configuration section <c>Sandbox</c>.</summary>
internal sealed class SandboxOptions
{
    /// <summary>Simulated seconds per real second; 0 stops the clock.</summary>
    public double Speed { get; set; } = 10;

    /// <summary>What the emulator holds at first.</summary>
    public string Scenario { get; set; } = Scenarios.Empty;

    /// <summary>Source of every generated id, hash, address and duration.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Whose form answers have at first.</summary>
    public Dialect Dialect { get; set; } = Dialect.Live;

    /// <summary>Characters of a token. On the live service up to 32,768 are normal.</summary>
    public int TokenLength { get; set; } = 140;

    /// <summary>How much the scenario <c>large</c> holds.</summary>
    public LargeSize Large { get; set; } = new();

    /// <summary>File that carries the state across restarts; none if empty.</summary>
    public string? StateFile { get; set; }
}
