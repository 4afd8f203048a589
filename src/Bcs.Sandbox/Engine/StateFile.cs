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
    private WorldState? _read;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Read();
        if (_read is { } state)
        {
            _read = null;
            lock (world.Gate)
            {
                world.Restore(state);
            }
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>Reads the file, if there is one and it has not been read yet. One that is none of this version's stops the start.</summary>
    public void Read()
    {
        if (_read is not null || options.Value.StateFile is not { Length: > 0 } path || !File.Exists(path))
        {
            return;
        }

        try
        {
            _read = JsonSerializer.Deserialize<WorldState>(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SandboxSettings.Refuse($"Sandbox:StateFile names {path}, which cannot be read.");
        }
        catch (JsonException)
        {
            // Said below.
        }

        if (_read is not { Version: WorldState.CurrentVersion })
        {
            throw SandboxSettings.Refuse($"Sandbox:StateFile names {path}, which was not written by this version of the sandbox. Remove it to start afresh.");
        }
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
            // Anew each time: the file that it replaces may have been made for others to read.
            var temporary = path + ".tmp";
            File.Delete(temporary);
            using (var file = new FileStream(temporary, Private()))
            {
                file.Write(bytes);
            }

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

    // Its tokens and passwords are made up, but people type real ones into forms.
    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    [LoggerMessage(1, LogLevel.Warning, "The state could not be written to {Path}; it is tried again after the next pause")]
    private partial void LogNotWritten(string path, Exception exception);
}
