using System.Globalization;

using Bcs.Api.Client;
using Bcs.Api.Operations;

namespace Portal.Bff.Operations;

/// <summary>Why upstream could not be asked.</summary>
/// <param name="Reason">Code or kind of failure; no bodies.</param>
/// <param name="RetryAfter">How long it wants to be left alone.</param>
internal sealed record Trouble(string Reason, TimeSpan? RetryAfter)
{
    /// <summary>The trouble behind an answer, or null if there is a value.</summary>
    public static Trouble? Of<T>(BcsResult<T> result) => result switch
    {
        BcsResult<T>.Refused refused => new Trouble(
            refused.Error.Code.Length > 0 ? refused.Error.Code : refused.Error.Status.ToString(CultureInfo.InvariantCulture), refused.Error.RetryAfter),
        BcsResult<T>.Unclear unclear => new Trouble(unclear.Reason, unclear.RetryAfter),
        BcsResult<T>.NotSent notSent => new Trouble(notSent.Reason, null),
        _ => null,
    };
}

/// <summary>Records as upstream answered, or why it did not.</summary>
/// <param name="Records">The records; empty with a trouble.</param>
/// <param name="Trouble">Null if upstream answered.</param>
internal sealed record RecordsAnswer(IReadOnlyList<RecordState> Records, Trouble? Trouble)
{
    /// <summary>Reads records by a filter, or all of them.</summary>
    public static async Task<RecordsAnswer> ReadAsync(BcsClient client, OperationRecordFilter? filter, CancellationToken cancellationToken)
    {
        var records = new List<RecordState>();
        var result = await client.ReadOperationRecordsAsync(
            filter,
            record =>
            {
                if (RecordState.From(record) is { } state)
                {
                    records.Add(state);
                }

                return default;
            },
            keeps: true,
            cancellationToken);
        return Operations.Trouble.Of(result) is { } trouble ? new RecordsAnswer([], trouble) : new RecordsAnswer(records, null);
    }
}
