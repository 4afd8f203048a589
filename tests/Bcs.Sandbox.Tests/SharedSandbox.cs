namespace Bcs.Sandbox.Tests;

/// <summary>One emulator for the tests of a class that change nothing.</summary>
public sealed class SharedSandbox : IAsyncLifetime
{
    public SandboxHost Sandbox { get; private set; } = null!;

    public async Task InitializeAsync() => Sandbox = await SandboxHost.StartAsync();

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
