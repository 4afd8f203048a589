namespace Portal.Bff.Audit;

/// <summary>Section <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    /// <summary>How long a caller waits for its entry to be durable; then nothing is done and it gets 503.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Entries that may wait for the writer; more are refused at once.</summary>
    public int QueueEntries { get; init; } = 4096;

    /// <summary>Bytes of content that may wait for the writer; more are refused at once.</summary>
    public long QueueBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Entries of one transaction.</summary>
    public int BatchEntries { get; init; } = 512;
}
