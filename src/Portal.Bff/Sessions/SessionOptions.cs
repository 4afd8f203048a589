using Portal.Bff.Platform.Settings;


namespace Portal.Bff.Sessions;

/// <summary>Section <c>Sessions</c>.</summary>
[Settings("Sessions")]
internal sealed class SessionOptions
{
    /// <summary>A session ends after this long without a request. Default: 8 hours.</summary>
    [Duration("365.00:00:00")]
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(8);

    /// <summary>A session ends after this long whatever happens. Default: 24 hours, the life of an IAM token.</summary>
    [Duration("365.00:00:00")]
    public TimeSpan Absolute { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Sign-in attempts a minute for one account from one address; three times as many may fail from one address, whatever accounts they name. Default: 10.</summary>
    [Amount(1, 100_000)]
    public int AttemptsPerMinute { get; init; } = 10;
}
