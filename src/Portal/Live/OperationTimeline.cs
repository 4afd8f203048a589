using Portal.Contracts.Operations;

namespace Portal.Live;

/// <summary>
/// One operation with all that happened to it: first what was stored, then what is pushed. Every viewer gets the same list, whenever the page was
/// opened, because events are only ever added in the order of their versions.
/// </summary>
internal static class OperationTimeline
{
    /// <summary>True if a version is missing before a change, or the call that was checked turned out to be another operation: it has to be read again.</summary>
    /// <param name="known">The operation; null before the first reading.</param>
    /// <param name="pushed">The change.</param>
    public static bool NeedsReading(OperationDto? known, OperationDto pushed) =>
        pushed.Id == known?.Id && (pushed.BecameId is not null || pushed.Version > known.Version + 1);

    /// <summary>With a change that follows what is known; the same for any other.</summary>
    public static OperationDto With(OperationDto known, OperationDto pushed) =>
        pushed.Id == known.Id && pushed.BecameId is null && pushed.Version == known.Version + 1
            ? pushed with { Events = [.. known.Events, .. pushed.Events.Where(e => e.Version == pushed.Version)] }
            : known;
}
