using System.Text.RegularExpressions;

using Bcs.Api.Operations;

using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>One of upstream's records in the portal's words.</summary>
internal sealed partial record RecordState
{
    /// <summary>Type of the creation of a service.</summary>
    public const string Creating = "99";

    /// <summary>Type of the deletion of a service.</summary>
    public const string Deleting = "00";

    private const string AddOn = "PLUGIN";

    /// <summary>Operation id.</summary>
    public required string Id { get; init; }

    /// <summary>Operation type, such as <c>99</c>; of an add-on with the name of that, such as <c>PLUGIN01-99</c>.</summary>
    public required string? Type { get; init; }

    /// <summary>One of <see cref="OperationStatuses"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Service.</summary>
    public required string? BlockchainId { get; init; }

    /// <summary>Its name.</summary>
    public required string? BlockchainName { get; init; }

    /// <summary>Steps in their order; empty if the record has none yet.</summary>
    public required IReadOnlyList<OperationStepDto> Steps { get; init; }

    /// <summary>Why it failed.</summary>
    public required OperationErrorDto? Error { get; init; }

    /// <summary>When the record was last modified, in nanoseconds since 1970; 0 if it does not say.</summary>
    public required long RecordTime { get; init; }

    /// <summary>The record in the portal's words, or null if it has no id.</summary>
    public static RecordState? From(OperationRecord record)
    {
        if (string.IsNullOrEmpty(record.OperationId))
        {
            return null;
        }

        var status = StatusOf(record.OperationStatus);
        var steps = StepsOf(record);
        return new RecordState
        {
            Id = record.OperationId,
            Type = TypeOf(record),
            Status = status,
            BlockchainId = NullIfEmpty(record.BlockchainId),
            BlockchainName = NullIfEmpty(record.BlockchainName),
            Steps = steps,
            Error = status is OperationStatuses.Failed or OperationStatuses.Stop ? ErrorOf(record, steps) : null,
            RecordTime = record.RecordTime ?? 0,
        };
    }

    /// <summary>The moment of a count of nanoseconds since 1970, or null for 0. Integers only: a double loses digits.</summary>
    public static DateTimeOffset? Moment(long? nanoseconds) =>
        nanoseconds is > 0 ? DateTimeOffset.UnixEpoch.AddTicks(nanoseconds.Value / 100) : null;

    /// <summary>When it began as far as the record tells: with its first step, else when it was last modified.</summary>
    public DateTimeOffset? Began() =>
        Steps.Select(s => s.StartedAt).Where(t => t is not null).Append(Moment(RecordTime)).Min();

    // Making an add-on bears the same number as making a service.
    private static string? TypeOf(OperationRecord record) =>
        string.IsNullOrEmpty(record.OperationType) ? null
        : record.ResourceType?.StartsWith(AddOn, StringComparison.Ordinal) == true ? $"{record.ResourceType}-{record.OperationType}"
        : record.OperationType;

    private static IReadOnlyList<OperationStepDto> StepsOf(OperationRecord record) =>
    [
        .. (record.OperationProcess ?? new Dictionary<string, OperationStep>())
            .Where(s => s.Value is not null)
            .OrderBy(s => s.Value.SerialNum ?? long.MaxValue).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Select((s, i) => StepOf(s.Value.StepName ?? s.Key, s.Value, i)),
    ];

    private static OperationStepDto StepOf(string name, OperationStep step, int order)
    {
        OperationStepDto[] parts =
        [
            .. (step.SubSteps ?? new Dictionary<string, OperationSubStep>())
                .Where(s => s.Value is not null)
                .OrderBy(s => s.Value.SerialNum ?? long.MaxValue).ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select((s, i) => SubStepOf(s.Value.SubstepName ?? s.Key, s.Value, i)),
        ];
        var status = StepStatusOf(step.Status);
        return new OperationStepDto(
            name, order, status, DetailOf(step.Detail, null), parts.Min(p => p.StartedAt),
            OperationStatuses.IsOpen(status) ? null : parts.Max(p => p.EndedAt), parts);
    }

    private static OperationStepDto SubStepOf(string name, OperationSubStep step, int order) =>
        new(name, order, StepStatusOf(step.Status), DetailOf(step.Detail, step.Message), Moment(step.StartTime), Moment(step.EndTime), []);

    // The word "waiting" stands in the detail of a sub-step that has not started; it is no message.
    private static string? DetailOf(string? detail, IReadOnlyList<string>? messages)
    {
        var text = string.Join("; ", new[] { detail }.Concat(messages ?? []).Where(t => !string.IsNullOrWhiteSpace(t)));
        return text.Length == 0 || text.Equals(OperationStatuses.Waiting, StringComparison.OrdinalIgnoreCase) ? null : text;
    }

    private static string StepStatusOf(string? status) => string.IsNullOrEmpty(status) ? OperationStatuses.Waiting : StatusOf(status);

    // Readers accept more than the tables list: a status the portal does not know is one that is not over.
    private static string StatusOf(string? status) => status?.ToLowerInvariant() switch
    {
        OperationStatuses.Waiting => OperationStatuses.Waiting,
        OperationStatuses.Finished => OperationStatuses.Finished,
        OperationStatuses.Failed => OperationStatuses.Failed,
        OperationStatuses.Stop => OperationStatuses.Stop,
        _ => OperationStatuses.Processing,
    };

    private static OperationErrorDto ErrorOf(OperationRecord record, IReadOnlyList<OperationStepDto> steps)
    {
        var text = DetailOf(null, record.Message) ?? DetailOf(record.Desc, null)
            ?? steps.SelectMany(s => s.Steps.Append(s))
                .FirstOrDefault(s => s.Status is OperationStatuses.Failed or OperationStatuses.Stop && s.Detail is not null)?.Detail;
        if (text is null || CodeIn().Match(text) is not { Success: true } code)
        {
            return new OperationErrorDto(null, text);
        }

        var rest = text.StartsWith(code.Value, StringComparison.Ordinal) ? text[code.Length..].TrimStart(':', ' ') : text;
        return new OperationErrorDto(code.Value, rest);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex(@"\b[A-Z]{2,6}\.\d{4,8}\b")]
    private static partial Regex CodeIn();
}
