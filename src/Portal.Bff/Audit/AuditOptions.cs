using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Audit;

/// <summary>Section <c>Audit</c>.</summary>
[Settings("Audit")]
internal sealed class AuditOptions
{
    /// <summary>How long a caller waits for its entry to be durable; then nothing is done and it gets 503.</summary>
    [Duration("00:10:00")]
    public TimeSpan CommitTimeout { get; init; } = DataSlice.DefaultPatience;

    /// <summary>Entries that may wait for the writer; more are refused at once.</summary>
    [Amount(1, 10_000_000)]
    public int QueueEntries { get; init; } = 4096;

    /// <summary>Bytes of content that may wait for the writer; more are refused at once.</summary>
    [Amount(1, 1L << 40)]
    public long QueueBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Entries of one transaction.</summary>
    [Amount(1, 100_000)]
    public int BatchEntries { get; init; } = 512;
}
