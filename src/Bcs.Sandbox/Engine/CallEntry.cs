namespace Bcs.Sandbox.Engine;

/// <summary>One call that the emulator received: names and sizes, never values of headers or bodies.</summary>
internal sealed class CallEntry
{
    public required long Seq { get; init; }

    /// <summary>Real time of arrival.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Simulated time of arrival.</summary>
    public required DateTimeOffset SimulatedTime { get; init; }

    public string? Tenant { get; set; }

    public string? User { get; set; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    /// <summary>Operation id, <c>iam</c>, or null for an unknown route.</summary>
    public string? Operation { get; init; }

    /// <summary>Null until it was answered, and for good if the connection was cut first.</summary>
    public int? Status { get; set; }

    public required IReadOnlyList<string> HeaderNames { get; init; }

    public IReadOnlyList<string> BodyFields { get; set; } = [];

    /// <summary>Items in the answer's list; null where there is none.</summary>
    public int? Rows { get; set; }
}
