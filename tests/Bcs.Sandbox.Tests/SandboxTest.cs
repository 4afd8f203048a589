using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests;

/// <summary>A test with an emulator of its own.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    protected SandboxHost Sandbox { get; private set; } = null!;

    public async Task InitializeAsync() => Sandbox = await SandboxHost.StartAsync();

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();

    internal static void AssertRefused(int status, string code, (int Status, JsonNode? Body) answer) =>
        Assert.True((status, code) == (answer.Status, answer.Body?["error_code"]?.GetValue<string>()), $"expected {status} {code}, got {answer.Status} {answer.Body?.ToJsonString()}");
}
