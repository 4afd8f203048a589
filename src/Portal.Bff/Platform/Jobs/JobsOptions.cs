using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Section <c>Jobs</c>.</summary>
[Settings("Jobs")]
internal sealed class JobsOptions
{
    /// <summary><c>Database</c> (default): schedule and history outlive the process. <c>Memory</c>: they end with it.</summary>
    public JobStoreKind Store { get; init; } = JobStoreKind.Database;

    /// <summary>Whether this instance runs jobs. Default: true.</summary>
    public bool Run { get; init; } = true;

    /// <summary>Ids of the people who may see <c>/hangfire</c>, such as <c>iam:harbor-logistics/admin</c>. Default: none, and no such pages.</summary>
    [People]
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>Whether they may act there: start, repeat and delete jobs. Default: false.</summary>
    public bool DashboardActions { get; init; }
}

/// <summary>Where the scheduler keeps the schedule and the history.</summary>
internal enum JobStoreKind
{
    /// <summary>A file of its own beside the portal's, or a schema of its own in the portal's PostgreSQL database.</summary>
    Database,

    /// <summary>The memory of the process.</summary>
    Memory,
}
