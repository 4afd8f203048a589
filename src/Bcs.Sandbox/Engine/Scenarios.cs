namespace Bcs.Sandbox.Engine;

/// <summary>What the emulator can start with.</summary>
internal static class Scenarios
{
    /// <summary>The demo tenants and their users, without any service.</summary>
    public const string Empty = "empty";

    public static IReadOnlyList<string> Names { get; } = [Empty];
}
