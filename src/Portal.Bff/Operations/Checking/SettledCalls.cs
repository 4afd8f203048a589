using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;

namespace Portal.Bff.Operations.Checking;

/// <summary>How a change ended whose answer never reached its caller.</summary>
/// <param name="Outcome">One of <see cref="AuditOutcomes"/>, never <c>pending</c>.</param>
/// <param name="OperationId">Its operation, if known.</param>
/// <param name="Operation">The operation as it stands, or the check, or null if there is neither.</param>
internal sealed record SettledCall(string Outcome, string? OperationId, OperationDto? Operation);

/// <summary>Tells how changes ended: by the audit, and where that could not be told yet, by what was found out.</summary>
internal sealed class SettledCalls(AuditReader audit, OperationStore store, IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>How a call ended, or null as long as that is not known.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="auditId">Its audit record.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<SettledCall?> FindAsync(string tenant, string auditId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<TrackedOperation>().AsNoTracking().Where(o => o.Tenant == tenant && o.AuditId == auditId).ToListAsync(cancellationToken);
        var check = rows.FirstOrDefault(o => o.IntentSeq != 0);
        var record = AuditEntryId.TryParse(auditId, out _, out var seq) ? await audit.FindAsync(tenant, seq, null, cancellationToken) : null;
        var (outcome, operationId) = record is { Outcome: not AuditOutcomes.Pending } ? (record.Outcome, record.OperationId)
            : check is not null ? check.Status == OperationStatuses.Checking ? (null, null) : Of(CheckCalls.OutcomeOf(check))
            : rows.FirstOrDefault() is { } accepted ? (AuditOutcomes.Succeeded, accepted.Id)
            : (null, null);
        return outcome is null
            ? null
            : new SettledCall(outcome, operationId ?? check?.BecameId, rows.Count == 0 ? null : await store.FindAsync(tenant, (check ?? rows[0]).Id, cancellationToken));
    }

    private static (string? Outcome, string? OperationId) Of(AuditResult result) => (result.Outcome, result.OperationId);
}
