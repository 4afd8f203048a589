namespace Portal.Bff.Platform.Jobs;

/// <summary>The right to do one kind of work for one tenant.</summary>
/// <param name="Kind">Kind of work.</param>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Fence">Number of this lease; a newer one has a higher number.</param>
/// <param name="Wakes">Calls for attention that had been made when it was taken.</param>
/// <param name="Attempts">Failures in a row before it.</param>
/// <param name="TakenAt">When it was taken.</param>
internal sealed record WorkLease(string Kind, string Tenant, long Fence, long Wakes, int Attempts, DateTimeOffset TakenAt)
{
    /// <summary>When the first of those failures was; null without one.</summary>
    public DateTimeOffset? FailingSince { get; init; }
}

/// <summary>Another instance took over, so this one's results must not be stored.</summary>
internal sealed class LeaseLostException(WorkLease lease)
    : Exception($"The lease {lease.Fence} of {lease.Kind} for {lease.Tenant} was taken over.");

/// <summary>How a visit at a tenant ended.</summary>
/// <param name="Next">Time from the visit's start to the next.</param>
internal sealed record Visit(TimeSpan Next)
{
    /// <summary>Why upstream could not be asked, or null.</summary>
    public string? Trouble { get; init; }

    /// <summary>How long upstream wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A visit that failed; the next follows after a growing pause.</summary>
    public static Visit Failed(string trouble, TimeSpan? retryAfter = null) =>
        new(TimeSpan.Zero) { Trouble = trouble, RetryAfter = retryAfter };
}
