namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// A piece of background work that runs again and again. It knows nothing of the scheduler, may run on several instances
/// at once, and does no harm when it runs twice: what is due is rows with a lease.
/// </summary>
internal interface IBackgroundJob
{
    /// <summary>Does what is due and returns a summary for the history, or null if nothing was.</summary>
    Task<string?> ExecuteAsync(CancellationToken cancellationToken);
}

/// <summary>A job that also runs as soon as its kind of work is signalled.</summary>
internal interface ISignalledJob : IBackgroundJob
{
    /// <summary>The kind it listens to.</summary>
    string Kind { get; }
}

/// <summary>A job and how often it is looked at.</summary>
/// <param name="Name">Name in store and history, for life.</param>
/// <param name="Job">The class.</param>
/// <param name="Interval">Time from start to start.</param>
internal sealed record JobRegistration(string Name, Type Job, TimeSpan Interval)
{
    /// <summary>True for a job that is looked at more than once a minute: it loops inside one run of the scheduler.</summary>
    public bool IsLoop => Interval < TimeSpan.FromMinutes(1);
}
