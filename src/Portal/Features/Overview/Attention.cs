using Portal.Contracts.Session;
using Portal.Controls;

namespace Portal.Features.Overview;

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
    /// <summary>What it belongs to, beside the title.</summary>
    public string? About { get; init; }

    /// <summary>Since when it waits.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The worst first; those alike stay in their order.</summary>
    internal static IReadOnlyList<Attention> Sorted(IEnumerable<Attention> items) =>
        [.. items.OrderBy(i => i.Status.Kind switch { StatusKind.Bad => 0, StatusKind.Warning => 1, StatusKind.Unknown => 2, _ => 3 })];
}

/// <summary>
/// Where things that wait come from. One for each subject, registered in <see cref="AttentionSlice"/>; the overview asks all of them,
/// each on its own, when it is opened and every minute while somebody looks at it.
/// </summary>
public interface IAttentionSource
{
    /// <summary>True if the person may read what it takes. It is not asked otherwise.</summary>
    /// <param name="tenant">Tenant, with what the person may do in it.</param>
    bool Applies(TenantDto tenant);

    /// <summary>What waits now; null if that cannot be read at the moment, and what is shown stays.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancelled when the overview is left.</param>
    Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken);

    /// <summary>Says when it should be asked again before its minute is over, on any thread; null if nothing tells.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="changed">To be called on each change.</param>
    /// <returns>Ends the watch.</returns>
    IDisposable? Watch(TenantDto tenant, Action changed) => null;
}
