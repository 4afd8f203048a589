using System.Text.Json;

using Bcs.Sandbox.Engine.State;

using Microsoft.Extensions.Options;

namespace Bcs.Sandbox.Engine;

/// <summary>Carries the state across restarts: read at start, written shortly after a change and at the end, never half.</summary>
internal sealed partial class StateFile(
    SandboxWorld world, TimeProvider time, IOptions<SandboxOptions> options, ILogger<StateFile> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long _written;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.StateFile is { Length: > 0 } path && File.Exists(path))
        {
            var state = JsonSerializer.Deserialize<WorldState>(File.ReadAllBytes(path));
            if (state is not { Version: WorldState.CurrentVersion })
            {
                throw new InvalidDataException($"Sandbox:StateFile {path} was not written by this version of the sandbox. Remove it to start afresh.");
            }

            lock (world.Gate)
            {
                world.Restore(state);
            }
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    /// <summary>Writes what has changed since the last time.</summary>
    public void Write()
    {
        if (options.Value.StateFile is not { Length: > 0 } path)
        {
            return;
        }

        byte[] bytes;
        long revision;
        lock (world.Gate)
        {
            revision = world.Revision;
            if (revision == _written)
            {
                return;
            }

            bytes = JsonSerializer.SerializeToUtf8Bytes(world.Snapshot());
        }

        try
        {
            var temporary = path + ".tmp";
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
            _written = revision;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(path, exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Write();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The last write happens when the process stops.
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The state could not be written to {Path}; it is tried again after the next pause")]
    private partial void LogNotWritten(string path, Exception exception);
}
