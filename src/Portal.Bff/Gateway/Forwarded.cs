using Portal.Bff.Audit;

namespace Portal.Bff.Gateway;

/// <summary>What forwarding a call brought.</summary>
internal sealed record Forwarded : IDisposable
{
    /// <summary>True if upstream refused token or signature; there is no answer to pass on.</summary>
    public bool PassRefused { get; init; }

    /// <summary>Why nothing was sent; null if something may have been.</summary>
    public string? NotSent { get; init; }

    /// <summary>True if the caller of a read went away before the answer was there.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Upstream's status, or null if none arrived.</summary>
    public int? Status { get; init; }

    /// <summary>How long upstream wants to be left alone, as it says it.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>True if the answer was read to its end.</summary>
    public bool Whole { get; init; }

    /// <summary>The body, if it was read to its end and not released.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>True if it was a file or a long list, and has gone to the caller already.</summary>
    public bool Released { get; init; }

    /// <summary>The file that it was, if it was one and arrived whole.</summary>
    public AuditFile? File { get; init; }

    /// <summary>Holds the content of a short file until this is disposed; null without one.</summary>
    public FileAnswer? Kept { get; init; }

    /// <summary>What is in the file; empty if it was too long or nobody wants to look at it.</summary>
    public ReadOnlyMemory<byte> Content => Kept?.Content ?? default;

    public void Dispose() => Kept?.Dispose();
}
