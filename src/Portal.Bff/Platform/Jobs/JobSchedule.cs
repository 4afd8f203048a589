using Hangfire;
using Hangfire.Storage;

namespace Portal.Bff.Platform.Jobs;

/// <summary>The schedule in the store: what is registered, and nothing else.</summary>
internal sealed class JobSchedule(IEnumerable<JobRegistration> registrations, IRecurringJobManager recurring, JobStorage storage)
{
    private readonly List<JobRegistration> _jobs = [.. registrations];

    /// <summary>Whether every job is in the store.</summary>
    public bool IsWhole()
    {
        using var connection = storage.GetReadOnlyConnection();
        var stored = connection.GetAllItemsFromSet("recurring-jobs");
        return _jobs.TrueForAll(j => stored.Contains(j.Name));
    }

    /// <summary>Writes what is missing or differs, and removes what is not registered.</summary>
    public void Write()
    {
        using var connection = storage.GetConnection();
        var stored = connection.GetRecurringJobs().ToDictionary(j => j.Id);
        foreach (var job in _jobs)
        {
            // What is right is left alone: writing takes a lock, which a killed process may have left behind.
            if (!stored.Remove(job.Name, out var known) || !IsRight(known, job))
            {
                var name = job.Name;
                recurring.AddOrUpdate<JobRunner>(name, runner => runner.RunAsync(name, CancellationToken.None), Cron(job), new RecurringJobOptions { MisfireHandling = MisfireHandlingMode.Relaxed });
            }
        }

        foreach (var old in stored.Keys)
        {
            recurring.RemoveIfExists(old);
        }
    }

    private static bool IsRight(RecurringJobDto stored, JobRegistration job) =>
        stored is { Removed: false, Error: null, Job: { } call } && stored.Cron == Cron(job) && call.Type == typeof(JobRunner) && call.Args is [string name, ..] && name == job.Name;

    // A loop begins the next one itself; the schedule is for one that ended without.
    private static string Cron(JobRegistration job) => job.Interval switch
    {
        _ when job.IsLoop => "* * * * *",
        var minutes when minutes < TimeSpan.FromHours(1) => FormattableString.Invariant($"*/{(int)minutes.TotalMinutes} * * * *"),
        var hours => FormattableString.Invariant($"0 */{(int)hours.TotalHours} * * *"),
    };
}
