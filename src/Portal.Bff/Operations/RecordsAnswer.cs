using Bcs.Api.Client;
using Bcs.Api.Operations;

using Portal.Bff.Platform.Upstream;

namespace Portal.Bff.Operations;

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
        return Platform.Upstream.Trouble.Of(result) is { } trouble ? new RecordsAnswer([], trouble) : new RecordsAnswer(records, null);
    }
}
