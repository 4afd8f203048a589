using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

using Portal.Bff.Platform.Jobs;
using Portal.Testing;

namespace Portal.Bff.Tests.Jobs;

public sealed class SignalPumpTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly WorkSignal _signal = new();
    private readonly Asked _asked = new();
    private readonly Job _job = new();
    private readonly ServiceProvider _services;
    private readonly JobLoops _loops;

    public SignalPumpTests()
    {
        _services = new ServiceCollection().AddSingleton(_job).BuildServiceProvider();
        _loops = new JobLoops([Registration], _services, _signal, _asked, _time, NullLogger<JobLoops>.Instance);
    }

    private static JobRegistration Registration => new("loop", typeof(Job), TimeSpan.FromSeconds(5));

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Signal_starts_the_loop_that_does_not_run_here()
    {
        using var pump = await StartAsync();

        _signal.Raise("kind");

        await Eventually.TrueAsync(() => _asked.Names.SequenceEqual(["loop"]) && _time.ArmedTimers == 1, "the loop to be asked for");

        // The signal waits for the loop; asked for again, in case the store has lost it.
        _time.Advance(SignalPump.Pace);
        await Eventually.TrueAsync(() => _asked.Names.SequenceEqual(["loop", "loop"]), "it to be asked for again");
        await pump.StopAsync(default);
    }

    [Fact]
    public async Task Loop_that_runs_here_takes_its_signals_itself()
    {
        using var stop = new CancellationTokenSource();
        var loop = _loops.RunAsync("loop", stop.Token);
        using var pump = await StartAsync();
        await Eventually.TrueAsync(() => _job.Runs == 1 && _time.ArmedTimers == 1, "the loop to run");
        _time.Advance(JobLoops.Pace);

        _signal.Raise("kind");

        await Eventually.TrueAsync(() => _job.Runs == 2, "the round that was asked for");
        Assert.Empty(_asked.Names);
        await stop.CancelAsync();
        await loop;
        await pump.StopAsync(default);
    }

    private async Task<SignalPump> StartAsync()
    {
        var pump = new SignalPump(_signal, [_job], [Registration], _loops, _asked, _time, NullLogger<SignalPump>.Instance);
        await pump.StartAsync(default);
        return pump;
    }

    private sealed class Job : ISignalledJob
    {
        private int _runs;

        public string Kind => "kind";

        public int Runs => Volatile.Read(ref _runs);

        public Task<string?> ExecuteAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _runs);
            return Task.FromResult<string?>(null);
        }
    }
}
