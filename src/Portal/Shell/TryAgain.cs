using Portal.Access;
using Portal.Contracts.Operations;
using Portal.Contracts.Session;

namespace Portal.Shell;

/// <summary>
/// Leads from an operation that failed back to the form that started it. The form takes what was sent from the audit record, in
/// which secrets are replaced: they have to be typed again.
/// </summary>
/// <param name="refills">What the features registered.</param>
internal sealed class TryAgain(IEnumerable<Refill> refills)
{
    private readonly Dictionary<string, Refill> _forms = refills.ToDictionary(r => r.Operation);

    /// <summary>The address of the filled form; null where sending again makes no sense, is not allowed, or has no form.</summary>
    public string? Url(TenantDto tenant, OperationDto operation) =>
        operation is { Status: OperationStatuses.Failed or OperationStatuses.Stop, AuditId: not null, Operation: { } kind }
        && _forms.TryGetValue(kind, out var form) && tenant.Can(form.Action)
            ? form.Url(operation)
            : null;
}
