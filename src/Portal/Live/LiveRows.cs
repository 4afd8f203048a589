using Portal.Contracts;
using Portal.Contracts.Operations;

namespace Portal.Live;

/// <summary>Lists of things that are pushed one by one.</summary>
internal static class LiveRows
{
    /// <summary>How the id of an operation begins whose call is still being checked.</summary>
    public const string CheckingPrefix = "chk-";

    /// <summary>A page with other items; the same page if the list is the same.</summary>
    public static Page<T> With<T>(this Page<T> page, IReadOnlyList<T> items) => ReferenceEquals(items, page.Items) ? page : page with { Items = items };

    /// <summary>The rows with what was pushed: a row of the same id changes in place if it was older; a new one comes to its place if it fits.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="pushed">What was pushed; one of <see cref="LiveKinds"/>.</param>
    /// <param name="fits">True for a new one that belongs to these rows.</param>
    /// <param name="order">Order of the rows; a new one comes before those that are equal.</param>
    /// <returns>The same list if nothing changes.</returns>
    public static IReadOnlyList<T> With<T>(this IReadOnlyList<T> rows, T pushed, Func<T, bool> fits, Comparison<T> order)
        where T : class
    {
        var kind = LiveKinds.Of<T>();
        var known = rows.FirstOrDefault(r => kind.Id(r) == kind.Id(pushed));
        if (known is null ? !fits(pushed) : kind.IsOld(pushed, known))
        {
            return rows;
        }

        if (known is not null)
        {
            return [.. rows.Select(r => ReferenceEquals(r, known) ? pushed : r)];
        }

        var before = rows.TakeWhile(r => order(pushed, r) > 0).Count();
        return [.. rows.Take(before), pushed, .. rows.Skip(before)];
    }

    /// <summary>Operations, newest first, with one that was pushed. A call whose outcome was unclear and the operation that it had started are one row.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="pushed">The change.</param>
    /// <param name="fits">True for a new one that belongs to these rows.</param>
    /// <returns>The same list if nothing changes.</returns>
    public static IReadOnlyList<OperationDto> With(this IReadOnlyList<OperationDto> operations, OperationDto pushed, Func<OperationDto, bool> fits)
    {
        if (pushed.BecameId is not null)
        {
            // The operation that it became is pushed by itself.
            return operations.Any(o => o.Id == pushed.Id) ? [.. operations.Where(o => o.Id != pushed.Id)] : operations;
        }

        // Both carry the call's audit record.
        var checking = CheckingPrefix + pushed.AuditId;
        return operations.Any(o => o.Id == checking) && pushed.Id != checking
            ? [.. operations.Where(o => o.Id != pushed.Id).Select(o => o.Id == checking ? pushed : o)]
            : operations.With(pushed, fits, (a, b) => b.StartedAt.CompareTo(a.StartedAt));
    }
}
