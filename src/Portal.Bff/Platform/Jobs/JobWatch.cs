using Hangfire;

using Portal.Bff.Platform.Hosting;

namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// Sees to it that jobs run: makes the store before anything else uses it, starts the server, and looks again and again whether store, schedule
/// and loops are still there. What the store cannot do now, loops do without it.
/// </summary>
internal sealed partial class JobWatch(
    JobStore store, JobSchedule schedule, JobServer server, JobLoops loops, IJobStarts starts, IEnumerable<JobRegistration> registrations,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<JobWatch> logger)
    : LastingService(time, logger)
{
    /// <summary>From one look to the next.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private bool _failing;
    private bool _lost;
    private bool _written;

    /// <summary>Makes store and schedule while it is this instance's turn to start.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.Run(store.Open, cancellationToken);
        await Task.Run(WriteSchedule, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        while (true)
        {
            JobStorage renewed;
            await using (server.Start())
            {
                foreach (var job in registrations)
                {
                    await starts.StartAsync(job.Name);
                }

                renewed = await LostAsync(stoppingToken);
            }

            await Task.Run(() => store.Replace(renewed), stoppingToken);
            await Task.Run(WriteSchedule, stoppingToken);
            LogRenewed(Logger);
        }
    }

    // Jobs use what other services make when they start.
    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    // Returns what replaces a store that was taken away.
    private async Task<JobStorage> LostAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, Time, stoppingToken);
            try
            {
                if (await Task.Run(LookAtStore, stoppingToken) is { } renewed)
                {
                    return renewed;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (!_failing)
                {
                    _failing = true;
                    LogAway(Logger, exception);
                }

                continue;
            }

            if (_failing)
            {
                _failing = false;
                LogBack(Logger);
            }

            foreach (var job in registrations.Where(r => r.IsLoop && !loops.IsHere(r.Name)))
            {
                await starts.StartAsync(job.Name);
            }
        }
    }

    private JobStorage? LookAtStore()
    {
        // Also after a renewal that failed half-way: what it has made already looks like a store.
        if (_lost |= store.IsLost())
        {
            var renewed = store.Renew();
            _lost = false;
            return renewed;
        }

        if (!_written)
        {
            schedule.Write();
            _written = true;
        }
        else if (!schedule.IsWhole())
        {
            LogScheduleGone(Logger);
            schedule.Write();
        }

        return null;
    }

    // A lock that a killed process left behind ends by itself, and the next look writes what is missing.
    private void WriteSchedule()
    {
        _written = false;
        try
        {
            schedule.Write();
            _written = true;
        }
        catch (Exception exception)
        {
            LogNotWritten(Logger, exception);
        }
    }

    [LoggerMessage(714, LogLevel.Warning, "The store of the jobs fails; loops that run go on without it")]
    private static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(715, LogLevel.Information, "The store of the jobs answers again")]
    private static partial void LogBack(ILogger logger);

    [LoggerMessage(716, LogLevel.Warning, "The store of the jobs was taken away and is made anew")]
    private static partial void LogRenewed(ILogger logger);

    [LoggerMessage(717, LogLevel.Warning, "The schedule of the jobs was taken away and is written anew")]
    private static partial void LogScheduleGone(ILogger logger);

    [LoggerMessage(718, LogLevel.Warning, "The schedule of the jobs could not be written yet")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);
}
