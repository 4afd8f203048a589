using System.Collections.Concurrent;
using System.Diagnostics;

namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// Runs jobs. One that is looked at more than once a minute stays in a loop, so that the history tells of work and not of ticks, and a signal
/// starts work without the store. A loop that is old enough asks for its successor and goes on until that has come.
/// </summary>
internal sealed partial class JobLoops(
    IEnumerable<JobRegistration> registrations, IServiceProvider services, WorkSignal signal, IJobStarts starts, TimeProvider time, ILogger<JobLoops> logger)
{
    /// <summary>Name of the source of activities: one for each round, and one for each run of the other jobs.</summary>
    public const string Activities = "Portal.Jobs";

    /// <summary>After this a loop gives way to the next run.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>From the start of a round to the next, however often its kind is signalled.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    // A round that hangs holds up no other, and no more than these hang.
    private const int AtOnce = 32;

    private static readonly ActivitySource Source = new(Activities);

    private readonly Dictionary<string, JobRegistration> _jobs = registrations.ToDictionary(r => r.Name);
    private readonly ConcurrentDictionary<string, Loop> _here = new();

    /// <summary>Whether a loop runs in this process and takes signals.</summary>
    public bool IsHere(string name) => _here.ContainsKey(name);

    /// <summary>Runs a job and returns the result for the history. Nothing begins once the token is cancelled.</summary>
    public async Task<string> RunAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_jobs.TryGetValue(name, out var registration))
        {
            return JobResults.NotKnown;
        }

        var job = (IBackgroundJob)services.GetRequiredService(registration.Job);
        if (!registration.IsLoop)
        {
            try
            {
                return await ExecuteAsync(name, job, cancellationToken) ?? JobResults.NothingDue;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The scheduler only stores it.
                LogFailed(logger, exception, name);
                throw;
            }
        }

        var kind = (job as ISignalledJob)?.Kind ?? name;
        using var mine = new Loop();
        while (_here.GetOrAdd(name, mine) is var other && other != mine)
        {
            if (!other.TryRelieve())
            {
                // Whoever asked for the run, another instance perhaps, wants a round now.
                signal.Raise(kind);
                return JobResults.RunsAlready;
            }

            await other.Left.WaitAsync(cancellationToken);
        }

        return await LoopAsync(registration, job, kind, mine, cancellationToken);
    }

    private async Task<string> LoopAsync(JobRegistration registration, IBackgroundJob job, string kind, Loop loop, CancellationToken cancellationToken)
    {
        var (began, tally, running) = (time.GetTimestamp(), new JobTally(), new List<Task>());
        try
        {
            while (!loop.Relief.IsCancellationRequested)
            {
                running.RemoveAll(t => t.IsCompleted);
                if (running.Count < AtOnce)
                {
                    running.Add(RoundAsync(registration.Name, job, tally, cancellationToken));
                }

                if (time.GetElapsedTime(began) >= Longest && loop.Ripen())
                {
                    running.Add(starts.StartAsync(registration.Name));
                }

                await Task.Delay(Pace, time, cancellationToken);
                await NextAsync(registration.Interval - Pace, kind, loop, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It stops, and what its rounds did still counts.
        }
        finally
        {
            _here.TryRemove(new(registration.Name, loop));
            loop.Leave();
        }

        await Task.WhenAll(running);
        return tally.Result();
    }

    private async Task RoundAsync(string name, IBackgroundJob job, JobTally tally, CancellationToken cancellationToken)
    {
        try
        {
            if (tally.Ended(await ExecuteAsync(name, job, cancellationToken)))
            {
                LogRecovered(logger, name);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is due stays due.
        }
        catch (Exception exception)
        {
            if (tally.Failed(exception))
            {
                LogFault(logger, exception, name);
            }
        }
    }

    private static async Task<string?> ExecuteAsync(string name, IBackgroundJob job, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity("job " + name);
        activity?.SetTag("portal.job", name);
        try
        {
            var summary = await job.ExecuteAsync(cancellationToken);
            activity?.SetTag("portal.job.result", summary ?? JobResults.NothingDue);
            return summary;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
    }

    // Until the next tick or a signal, or until the successor has come.
    private async Task NextAsync(TimeSpan rest, string kind, Loop loop, CancellationToken cancellationToken)
    {
        using var tick = new CancellationTokenSource(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(tick.Token, loop.Relief, cancellationToken);
        await signal.TakeAsync(kind, any.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(711, LogLevel.Error, "A round of {Name} failed; the next ones try again")]
    private static partial void LogFault(ILogger logger, Exception exception, string name);

    [LoggerMessage(719, LogLevel.Error, "{Name} failed; the schedule tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception, string name);

    [LoggerMessage(712, LogLevel.Information, "The rounds of {Name} succeed again")]
    private static partial void LogRecovered(ILogger logger, string name);

    /// <summary>One loop, and its place in the process.</summary>
    private sealed class Loop : IDisposable
    {
        private const int Young = 0;
        private const int Ripe = 1;
        private const int Relieved = 2;

        private readonly CancellationTokenSource _relief = new();
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _state = Young;

        public Loop() => Relief = _relief.Token;

        /// <summary>Cancelled when its successor has come.</summary>
        public CancellationToken Relief { get; }

        /// <summary>Ends when its place is free.</summary>
        public Task Left => _left.Task;

        /// <summary>Lets the next run take its place; true for the first time.</summary>
        public bool Ripen() => Interlocked.CompareExchange(ref _state, Ripe, Young) == Young;

        /// <summary>Takes its place if it is ripe, and if no other run was faster.</summary>
        public bool TryRelieve()
        {
            if (Interlocked.CompareExchange(ref _state, Relieved, Ripe) != Ripe)
            {
                return false;
            }

            _relief.Cancel();
            return true;
        }

        public void Leave() => _left.TrySetResult();

        public void Dispose() => _relief.Dispose();
    }
}
