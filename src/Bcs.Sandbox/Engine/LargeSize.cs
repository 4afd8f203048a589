namespace Bcs.Sandbox.Engine;

/// <summary>Configuration section <c>Sandbox:Large</c>: how much the scenario <c>large</c> holds.</summary>
internal sealed class LargeSize
{
    /// <summary>Tenants besides those of the demo.</summary>
    public int Tenants { get; set; } = 50;

    /// <summary>Services of all tenants together.</summary>
    public int Services { get; set; } = 1_000;

    /// <summary>Operations of the past of all tenants together.</summary>
    public int Operations { get; set; } = 100_000;
}
