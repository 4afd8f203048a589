namespace Bcs.Api.Client;

/// <summary>
/// When a client sends a call again by itself: only reads, and only where no answer came or the cloud asked to come back
/// later (429). A change is never repeated, and neither is a call that used up its whole time.
/// </summary>
public sealed record BcsRetry
{
    private const int TooManyRequests = 429;

    /// <summary>Each call is sent once.</summary>
    public static BcsRetry None { get; } = new() { Attempts = 1 };

    /// <summary>A read is sent up to three times.</summary>
    public static BcsRetry Reads { get; } = new();

    /// <summary>How often a call is sent at most. Default: 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Wait before the second attempt where none is named; doubled before each further one. Default: 200 ms.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A <c>Retry-After</c> beyond this is the caller's to decide on. Default: 10 s.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Clock of the waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long to wait before the next attempt, or null if there is none.</summary>
    internal TimeSpan? WaitAfter<T>(BcsResult<T> result, int attempt)
    {
        if (attempt >= Attempts)
        {
            return null;
        }

        TimeSpan? wait = result switch
        {
            BcsResult<T>.Unclear { RetryAfter: { } asked } => asked,
            BcsResult<T>.Unclear { Reason: not BcsTransport.TimedOut } or BcsResult<T>.NotSent { Reason: not NotSent.ConnectTimeout } => FirstWait * Math.Pow(2, attempt - 1),
            BcsResult<T>.Refused { Error: { Status: TooManyRequests } error } => error.RetryAfter ?? FirstWait * Math.Pow(2, attempt - 1),
            _ => null,
        };
        return wait <= LongestWait ? wait < TimeSpan.Zero ? TimeSpan.Zero : wait : null;
    }
}
