using Hangfire.States;
using Hangfire.Storage;

namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// How long the history keeps a run: news for a week, a run that did nothing for an hour, a run that found its loop at work for a minute and not
/// among those that succeeded.
/// </summary>
internal sealed class JobHistory : IElectStateFilter, IApplyStateFilter
{
    /// <summary>How long news is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private static readonly TimeSpan NoNews = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    public void OnStateElection(ElectStateContext context)
    {
        context.CandidateState = context.CandidateState switch
        {
            SucceededState { Result: JobResults.RunsAlready } => new DeletedState { Reason = JobResults.RunsAlready },
            FailedState failed => new FailedRun(failed),
            var other => other,
        };
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        context.JobExpirationTimeout = context.NewState switch
        {
            DeletedState { Reason: JobResults.RunsAlready } => Tick,
            SucceededState { Result: JobResults.NothingDue or JobResults.Stopped or JobResults.NotKnown } => NoNews,
            _ => context.JobExpirationTimeout,
        };
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }

    /// <summary>A failure that expires: the scheduler's own is kept for ever, for somebody to try again by hand, which the next tick does.</summary>
    private sealed class FailedRun(FailedState failed) : IState
    {
        public string Name => failed.Name;

        public string Reason => failed.Reason;

        public bool IsFinal => true;

        public bool IgnoreJobLoadException => failed.IgnoreJobLoadException;

        public Dictionary<string, string> SerializeData() => failed.SerializeData();
    }
}
