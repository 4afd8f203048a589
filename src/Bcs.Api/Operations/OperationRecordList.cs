using System.Text.Json.Serialization;

namespace Bcs.Api.Operations;

/// <summary>Records of asynchronous operations; not paged. BCS API Reference 5.1.17.</summary>
public sealed record OperationRecordList
{
    /// <summary>Count.</summary>
    [JsonPropertyName("count")]
    public long? Count { get; init; }

    /// <summary>Operation records.</summary>
    [JsonPropertyName("operation_records")]
    public IReadOnlyList<OperationRecord>? OperationRecords { get; init; }
}
