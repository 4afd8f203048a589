namespace Bcs.Api.Operations;

/// <summary>Filters of section 5.1.17; those that are null are not sent.</summary>
public sealed record OperationRecordFilter
{
    /// <summary>Service.</summary>
    public string? BlockchainId { get; init; }

    /// <summary>One of waiting, processing, finished, failed, stop.</summary>
    public string? OperationStatus { get; init; }

    /// <summary>One of BCSSVC01, BCSSVC02, PLUGIN01, PLUGIN02, PLUGIN03.</summary>
    public string? ResourceType { get; init; }

    /// <summary>One of 99, 00, 01, 91, 02, 03, 04, 05.</summary>
    public string? OperationType { get; init; }

    /// <summary>Id of one record.</summary>
    public string? OperationId { get; init; }

    internal IEnumerable<KeyValuePair<string, string?>> ToQuery() =>
    [
        new("blockchain_id", BlockchainId),
        new("operation_status", OperationStatus),
        new("resource_type", ResourceType),
        new("operation_type", OperationType),
        new("operation_id", OperationId),
    ];
}
