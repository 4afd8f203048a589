using Portal.Testing.Guarding;

namespace Portal.Testing;

/// <summary>How long a wait may last. Longer than <see cref="HangGuard"/> lets others wait only with a reason.</summary>
public readonly record struct WaitLimit
{
    private WaitLimit(TimeSpan time, string? why) => (Time, Why) = (time, why);

    /// <summary>The time.</summary>
    public TimeSpan Time { get; }

    /// <summary>Why it is longer than that of others; null if it is not.</summary>
    public string? Why { get; }

    /// <summary>A limit like any other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer than the guard lets a wait last.</exception>
    public static implicit operator WaitLimit(TimeSpan time) => FromTimeSpan(time);

    /// <inheritdoc cref="op_Implicit(TimeSpan)"/>
    public static WaitLimit FromTimeSpan(TimeSpan time) => time <= HangGuard.LongestWait
        ? new(time, null)
        : throw new ArgumentOutOfRangeException(nameof(time), time, $"A wait of more than {HangGuard.LongestWait} says why: {nameof(WaitLimit)}.{nameof(Longer)}.");

    /// <summary>A limit for what truly takes long.</summary>
    /// <param name="time">The time.</param>
    /// <param name="why">What takes so long.</param>
    public static WaitLimit Longer(TimeSpan time, string why) => new(time, why);
}
