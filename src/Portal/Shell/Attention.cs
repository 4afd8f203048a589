using Portal.Design;

namespace Portal.Shell;

/// <summary>Something that waits for the reader, with one next step.</summary>
/// <param name="Key">Names it and its state, so that what was put off comes back when it changes. One line.</param>
/// <param name="Status">How it is; the worst come first.</param>
/// <param name="Title">What it is.</param>
/// <param name="Url">Where all of it is shown.</param>
/// <param name="Reason">Why it waits, in a sentence.</param>
/// <param name="Step">The one thing to do next, as the words of a button.</param>
/// <param name="StepUrl">Where that is done.</param>
public sealed record Attention(string Key, Status Status, string Title, string Url, string Reason, string Step, string StepUrl)
{
    /// <summary>Id of the service that it is about; null if it is about none.</summary>
    public string? Service { get; init; }

    /// <summary>What it belongs to, beside the title.</summary>
    public string? About { get; init; }

    /// <summary>Since when it waits.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The worst first; those alike stay in their order.</summary>
    internal static IReadOnlyList<Attention> Sorted(IEnumerable<Attention> items) =>
        [.. items.OrderBy(i => i.Status.Kind switch { StatusKind.Bad => 0, StatusKind.Warning => 1, StatusKind.Unknown => 2, _ => 3 })];
}
