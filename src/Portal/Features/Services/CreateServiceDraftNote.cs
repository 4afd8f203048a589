using Portal.Contracts.Forms;

namespace Portal.Features.Services;

/// <summary>What a draft of the form tells of itself.</summary>
/// <param name="Name">Name of the service; null if none was typed.</param>
/// <param name="Step">Step at which it was left.</param>
/// <param name="SavedAt">When it was last kept.</param>
internal sealed record CreateServiceDraftNote(string? Name, CreateStep Step, DateTimeOffset? SavedAt)
{
    /// <summary>Of a draft; null if nothing is kept.</summary>
    public static CreateServiceDraftNote? Of(DraftDto? draft) => draft is { Values: { Count: > 0 } values }
        ? new(
            values.GetValueOrDefault(FieldNames.Name)?.Trim() is { Length: > 0 } name ? name : null,
            CreateSteps.Of(values.GetValueOrDefault(FieldNames.Step)),
            draft.SavedAt)
        : null;
}
