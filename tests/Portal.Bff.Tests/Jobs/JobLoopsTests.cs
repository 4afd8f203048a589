using System.Diagnostics;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Portal.Bff.Platform.Jobs;
using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Jobs;

/// <summary>Loops without a scheduler, by a clock of the test's own.</summary>
public sealed class JobLoopsTests : IDisposable
{
    private const string Name = "loop";
    private const string Kind = "kind";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ManualTimeProvider _time = new();
    private readonly WorkSignal _signal = new();
    private readonly Asked _asked = new();
    private readonly LogCapture _logs = new();
    private readonly Job _job = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private readonly JobLoops _loops;

    public JobLoopsTests()
    {
        _services = new ServiceCollection().AddSingleton(_job).AddSingleton<Plain>().BuildServiceProvider();
        _loops = new JobLoops(
            [new(Name, typeof(Job), Interval), new("plain", typeof(Plain), TimeSpan.FromHours(1))], _services, _signal, _asked, _time, new Logger<JobLoops>(LoggerFactory.Create(l => l.AddProvider(_logs))));
    }

    public void Dispose()
    {
        _stop.Dispose();
        _services.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Loop_looks_again_after_its_interval_and_says_at_the_end_what_it_did()
    {
        _job.Do = run => Task.FromResult(run == 2 ? "two things" : null);
        var loop = Start();
        for (var run = 1; run <= 3; run++)
        {
            await RestsAsync(run);
            _time.Advance(Interval);
        }

        await RestsAsync(4);
        await StopAsync();

        Assert.Equal("1 of 4 rounds did something; last: two things", await loop);
        Assert.False(_loops.IsHere(Name));
    }

    [Fact]
    public async Task Signal_starts_a_round_at_once_and_a_burst_is_one_more_that_sees_the_last_of_it()
    {
        var loop = Start();
        await PacedAsync(1);
        for (var i = 0; i < 1_000; i++)
        {
            _signal.Raise(Kind);
        }

        // Not more often than the pace allows, and then without the clock.
        Assert.Equal(1, _job.Runs);
        _time.Advance(JobLoops.Pace);
        await PacedAsync(2);
        _time.Advance(JobLoops.Pace);
        await RestsAsync(2);
        _signal.Raise(Kind);
        await PacedAsync(3);

        await StopAsync();
        Assert.Equal(JobResults.NothingDue, await loop);
    }

    [Fact]
    public async Task Round_that_hangs_or_fails_holds_up_no_other()
    {
        var hangs = new TaskCompletionSource<string?>();
        _job.Do = run => run switch
        {
            1 => hangs.Task,
            2 or 3 => throw new InvalidOperationException("broken"),
            _ => Task.FromResult<string?>("done"),
        };
        var loop = Start();
        for (var run = 1; run <= 4; run++)
        {
            await RestsAsync(run);
            _time.Advance(Interval);
        }

        await RestsAsync(5);
        await StopAsync();
        Assert.False(loop.IsCompleted);
        hangs.SetResult(null);

        Assert.Equal("2 of 5 rounds did something, 2 failed (InvalidOperationException); last: done", await loop);
        Assert.Single(_logs.Lines, l => l.StartsWith("Error", StringComparison.Ordinal));
        Assert.Single(_logs.Lines, l => l.Contains("succeed again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Loop_whose_rounds_all_fail_has_failed()
    {
        _job.Do = _ => throw new InvalidOperationException("broken");
        var loop = Start();
        await RestsAsync(1);
        await StopAsync();

        var failure = await Assert.ThrowsAsync<JobFailedException>(() => loop);
        Assert.Equal("All 1 rounds failed; the last: broken", failure.Message);
    }

    [Fact]
    public async Task Old_loop_asks_for_its_successor_once_and_goes_on_until_that_has_come()
    {
        var first = Start();
        await RestsAsync(1);
        _time.Advance(JobLoops.Longest);
        await PacedAsync(2);
        _time.Advance(Interval);
        await RestsAsync(3);
        Assert.Equal([Name], _asked.Names);
        Assert.False(first.IsCompleted);

        var second = Start();
        Assert.Equal(JobResults.NothingDue, await first);
        await Eventually.TrueAsync(() => _job.Runs == 4, "the successor's first round");
        Assert.True(_loops.IsHere(Name));

        // It is young: whoever comes now wants a round, and gets it.
        Assert.Equal(JobResults.RunsAlready, await Start());
        await PacedAsync(4);
        _time.Advance(JobLoops.Pace);
        await Eventually.TrueAsync(() => _job.Runs == 5, "the round that was wanted");
        await StopAsync();
        Assert.Equal(JobResults.NothingDue, await second);
    }

    [Fact]
    public async Task Signal_of_the_moment_between_two_loops_is_not_lost()
    {
        var first = Start();
        await RestsAsync(1);
        await StopAsync();
        await first;
        _signal.Raise(Kind);

        using var again = new CancellationTokenSource();
        var second = _loops.RunAsync(Name, again.Token);
        await PacedAsync(2);
        _time.Advance(JobLoops.Pace);
        await PacedAsync(3);
        await again.CancelAsync();
        await second;
    }

    [Fact]
    public async Task Job_that_seldom_runs_runs_once()
    {
        Assert.Equal(JobResults.NothingDue, await _loops.RunAsync("plain", default));
        Assert.False(_loops.IsHere("plain"));
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Job_without_a_class_is_no_longer_known() => Assert.Equal(JobResults.NotKnown, await _loops.RunAsync("of-before", default));

    [Fact]
    public async Task Round_is_an_activity_of_its_own()
    {
        var seen = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == JobLoops.Activities,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                lock (seen)
                {
                    seen.Add($"{a.OperationName}: {a.GetTagItem("portal.job.result")}");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await _loops.RunAsync("plain", default);

        lock (seen)
        {
            Assert.Contains($"job plain: {JobResults.NothingDue}", seen);
        }
    }

    private Task<string> Start() => _loops.RunAsync(Name, _stop.Token);

    private Task StopAsync() => _stop.CancelAsync();

    // After a round it waits for its pace, by a timer; then for the next tick, by another.
    private Task PacedAsync(int runs) => Eventually.TrueAsync(() => _job.Runs == runs && _time.ArmedTimers == 1, $"round {runs} to have begun");

    private async Task RestsAsync(int runs)
    {
        await PacedAsync(runs);
        _time.Advance(JobLoops.Pace);
        await PacedAsync(runs);
    }

    private sealed class Job : ISignalledJob
    {
        private int _runs;

        public string Kind => JobLoopsTests.Kind;

        public int Runs => Volatile.Read(ref _runs);

        public Func<int, Task<string?>> Do { get; set; } = _ => Task.FromResult<string?>(null);

        public Task<string?> ExecuteAsync(CancellationToken cancellationToken) => Do(Interlocked.Increment(ref _runs));
    }

    private sealed class Plain : IBackgroundJob
    {
        public Task<string?> ExecuteAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}

/// <summary>Notes which jobs were asked for.</summary>
internal sealed class Asked : IJobStarts
{
    private readonly List<string> _names = [];

    public List<string> Names
    {
        get
        {
            lock (_names)
            {
                return [.. _names];
            }
        }
    }

    public Task StartAsync(string name)
    {
        lock (_names)
        {
            _names.Add(name);
        }

        return Task.CompletedTask;
    }
}
