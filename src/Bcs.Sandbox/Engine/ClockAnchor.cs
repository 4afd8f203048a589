namespace Bcs.Sandbox.Engine;

/// <summary>A moment of real time, the simulated time that belongs to it, and how fast the latter runs from there.</summary>
/// <param name="RealTicks">UTC ticks.</param>
/// <param name="SimulatedTicks">UTC ticks.</param>
/// <param name="Speed">Simulated seconds per real second.</param>
internal sealed record ClockAnchor(long RealTicks, long SimulatedTicks, double Speed);
