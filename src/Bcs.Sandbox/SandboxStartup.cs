using Bcs.Sandbox.Engine;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Bcs.Sandbox;

/// <summary>Says once where the emulator listens and how it was set.</summary>
internal sealed partial class SandboxStartup(
    IServer server, IHostApplicationLifetime lifetime, IOptions<SandboxOptions> options, ILogger<SandboxStartup> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            LogStarted(string.Join(' ', addresses), options.Value.Scenario, options.Value.Seed, options.Value.Speed);
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "sandbox {Addresses} scenario {Scenario} seed {Seed} speed {Speed}")]
    private partial void LogStarted(string addresses, string scenario, int seed, double speed);
}
