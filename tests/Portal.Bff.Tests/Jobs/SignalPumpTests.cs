using Microsoft.Extensions.Logging.Abstractions;

using Portal.Bff.Platform.Jobs;
using Portal.Testing;

namespace Portal.Bff.Tests.Jobs;

public sealed class SignalPumpTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly WorkSignal _signal = new();

    [Fact]
    public async Task Burst_of_signals_is_one_run_at_once_and_one_more_that_sees_the_last_of_them()
    {
        var job = new SignalledJob("a");
        using var pump = await StartAsync(job);
        _signal.Raise("a");
        await RestsAsync(1);

        for (var i = 0; i < 1_000; i++)
        {
            _signal.Raise("a");
        }

        Assert.Equal(1, job.Runs);
        _time.Advance(SignalPump.Pace);
        await Eventually.TrueAsync(() => job.Runs == 2, "the run that sees the last signal");
        await RestsAsync(1);
        _time.Advance(SignalPump.Pace);
        _signal.Raise("a");
        await Eventually.TrueAsync(() => job.Runs == 3, "a later signal to be a run of its own");
        await pump.StopAsync(default);
        Assert.Equal(3, job.Runs);
    }

    [Fact]
    public async Task Run_that_hangs_or_fails_holds_up_neither_the_next_nor_another_kind()
    {
        var job = new SignalledJob("a") { Run = run => run == 1 ? Task.Delay(Timeout.Infinite) : throw new InvalidOperationException("broken") };
        var other = new SignalledJob("b");
        using var pump = await StartAsync(job, other);
        for (var run = 1; run <= 3; run++)
        {
            _signal.Raise("a");
            await Eventually.TrueAsync(() => job.Runs == run, $"run {run}");
            await RestsAsync(1);
            _time.Advance(SignalPump.Pace);
        }

        _signal.Raise("b");
        await Eventually.TrueAsync(() => other.Runs == 1, "the other kind");
    }

    private async Task<SignalPump> StartAsync(params ISignalledJob[] jobs)
    {
        var pump = new SignalPump(_signal, jobs, _time, NullLogger<SignalPump>.Instance);
        await pump.StartAsync(default);
        return pump;
    }

    private Task RestsAsync(int kinds) => Eventually.TrueAsync(() => _time.ArmedTimers == kinds, "the pump to rest");

    private sealed class SignalledJob(string kind) : ISignalledJob
    {
        private int _runs;

        public string Kind => kind;

        public int Runs => Volatile.Read(ref _runs);

        public Func<int, Task> Run { get; init; } = _ => Task.CompletedTask;

        public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
        {
            await Run(Interlocked.Increment(ref _runs));
            return null;
        }
    }
}
