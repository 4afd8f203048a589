using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Worlds;

namespace Bcs.Sandbox.Engine;

/// <summary>What the emulator can start with.</summary>
internal static class Scenarios
{
    /// <summary>The demo tenants and their users, without any service.</summary>
    public const string Empty = "empty";

    /// <summary>A lived-in consortium of the demo tenants.</summary>
    public const string Demo = "demo";

    /// <summary>Many services, operations and tenants.</summary>
    public const string Large = "large";

    public static IReadOnlyList<string> Names { get; } = [Empty, Demo, Large];

    /// <summary>Makes the world with which a scenario starts.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seed">Source of everything generated.</param>
    /// <param name="now">Simulated nanoseconds since 1970; all that has happened lies before.</param>
    /// <param name="size">How large <see cref="Large"/> is.</param>
    public static WorldState Build(string name, int seed, long now, LargeSize size)
    {
        var world = new WorldState { Seed = seed, Scenario = name, Tenants = DemoTenants.Create() };
        switch (name)
        {
            case Demo:
                new DemoWorld(new WorldBuilder(world, now)).Fill();
                break;
            case Large:
                new LargeWorld(new WorldBuilder(world, now), size).Fill();
                break;
        }

        return world;
    }
}
