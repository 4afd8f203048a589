using System.Globalization;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts.Audit;

namespace Portal.Bff.Tenants;

/// <summary>Ends what belongs to a tenant that is retired.</summary>
internal interface ITenantEnd
{
    /// <summary>Ends it; called again after a crash.</summary>
    Task EndAsync(string tenant, CancellationToken cancellationToken);
}

/// <summary>
/// Retires what the configuration no longer names and restores what it names again, each step recorded. Nothing of its history is deleted;
/// its credential is, after a week in which it lies sealed and unused.
/// </summary>
internal sealed class TenantRetirement(
    IDbContextFactory<PortalDbContext> contexts, TenantDirectory directory, IEnumerable<ITenantEnd> ends, IAuditLog audit, TimeProvider time) : IBackgroundJob
{
    /// <summary>How long the credential of a retired tenant is kept.</summary>
    public static readonly TimeSpan CredentialKept = TimeSpan.FromDays(7);

    // Longer than any sign-in that was under way in the moment of a retirement.
    private static readonly TimeSpan EndsRepeated = TimeSpan.FromMinutes(15);

    private bool _hasRun;

    /// <summary>Retires a tenant: nobody signs in to it, its sessions end, no job works for it.</summary>
    public async Task RetireAsync(string id, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await RecordedAsync(id, AuditEvents.RetireTenant, null, () => UpdateAsync(
            db => db.Set<TenantRow>().Where(t => t.Id == id && t.RetiredAt == null).ExecuteUpdateAsync(s => s.SetProperty(t => t.RetiredAt, now), cancellationToken),
            cancellationToken), cancellationToken);
        directory.Forget();
        await EndAsync(id, cancellationToken);
    }

    /// <summary>Takes a grant away.</summary>
    public Task RetireAsync(GrantRow grant, CancellationToken cancellationToken) =>
        RecordedAsync(grant.TenantId, AuditEvents.RetireGrant, grant, () => UpdateAsync(
            db => db.Set<GrantRow>().Where(g => g.TenantId == grant.TenantId && g.UserId == grant.UserId && g.Role == grant.Role).ExecuteDeleteAsync(cancellationToken),
            cancellationToken), cancellationToken);

    /// <summary>Makes a retired tenant one like the others again; does nothing for one that is not retired.</summary>
    public async Task RestoreAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(t => t.Id == id && t.RetiredAt != null, cancellationToken) is [_])
        {
            await RecordedAsync(id, AuditEvents.RestoreTenant, null, () => UpdateAsync(
                db => db.Set<TenantRow>().Where(t => t.Id == id).ExecuteUpdateAsync(s => s.SetProperty(t => t.RetiredAt, (DateTimeOffset?)null), cancellationToken),
                cancellationToken), cancellationToken);
        }
    }

    /// <summary>Deletes the credentials of those that were retired a week ago, and ends again what a session began in the moment of a retirement.</summary>
    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        // The first run is for all: the process before may have ended between a retirement and its ends.
        var now = time.GetUtcNow();
        var since = _hasRun ? now - EndsRepeated : DateTimeOffset.MinValue;
        foreach (var id in await FindAsync(t => t.RetiredAt >= since, cancellationToken))
        {
            await EndAsync(id, cancellationToken);
        }

        _hasRun = true;
        var until = now - CredentialKept;
        var due = await FindAsync(
            t => t.RetiredAt <= until && (t.CredentialUser != null || t.CredentialPassword != null || t.CredentialAccessKey != null || t.CredentialSecretKey != null),
            cancellationToken);
        foreach (var id in due)
        {
            await RecordedAsync(id, AuditEvents.DeleteCredential, null, () => UpdateAsync(
                db => db.Set<TenantRow>().Where(t => t.Id == id && t.RetiredAt != null).ExecuteUpdateAsync(
                    s => s.SetProperty(t => t.CredentialUser, (string?)null).SetProperty(t => t.CredentialPassword, (byte[]?)null)
                        .SetProperty(t => t.CredentialAccessKey, (string?)null).SetProperty(t => t.CredentialSecretKey, (byte[]?)null),
                    cancellationToken),
                cancellationToken), cancellationToken);
        }

        return due.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{due.Count} credentials of retired tenants");
    }

    private async Task EndAsync(string id, CancellationToken cancellationToken)
    {
        foreach (var end in ends)
        {
            await end.EndAsync(id, cancellationToken);
        }
    }

    private async Task RecordedAsync(string tenant, string operation, GrantRow? grant, Func<Task<int>> change, CancellationToken cancellationToken)
    {
        var intent = await audit.IntentAsync(
            new AuditCall { Tenant = tenant, Actor = AuditActor.System, Operation = operation, User = grant?.UserId, Request = grant is null ? null : $$"""{"role":"{{grant.Role}}"}""" },
            cancellationToken);
        await change();
        await audit.OutcomeAsync(intent, new AuditResult(AuditOutcomes.Succeeded), CancellationToken.None);
    }

    private async Task<int> UpdateAsync(Func<PortalDbContext, Task<int>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WriteAsync(() => change(db), cancellationToken);
    }

    private async Task<List<string>> FindAsync(System.Linq.Expressions.Expression<Func<TenantRow, bool>> which, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<TenantRow>().Where(which).Select(t => t.Id).ToListAsync(cancellationToken);
    }
}
