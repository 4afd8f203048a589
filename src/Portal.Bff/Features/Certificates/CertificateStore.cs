using Microsoft.EntityFrameworkCore;

using Portal.Bff.Features.Services;
using Portal.Bff.Live;
using Portal.Bff.Platform.Data;
using Portal.Contracts.Certificates;

namespace Portal.Bff.Features.Certificates;

/// <summary>The certificates that the portal handed out. Every change is stored, then announced.</summary>
internal sealed class CertificateStore(IDbContextFactory<PortalDbContext> contexts, IEventBroadcast broadcast, CertificateOptions options, TimeProvider time)
{
    private const int Attempts = 5;
    private const int AtOnce = 200;

    /// <summary>Notes that a certificate was handed out.</summary>
    public Task HandedOutAsync(HandedOut handed, CancellationToken cancellationToken) => WriteAsync(
        async db =>
        {
            var now = time.GetUtcNow();
            var id = CertificateRow.IdOf(handed);
            var row = await db.Set<CertificateRow>().SingleOrDefaultAsync(c => c.Tenant == handed.Tenant && c.Id == id, cancellationToken);
            var service = await db.Set<ServiceSnapshot>().AsNoTracking()
                .Where(s => s.Tenant == handed.Tenant && s.Id == handed.BlockchainId).Select(s => s.Name).SingleOrDefaultAsync(cancellationToken);
            var known = row is not null;
            row ??= db.Add(CertificateRow.From(handed)).Entity;
            row.NoteHandedOut(handed, service, known, now);
            return [row];
        },
        cancellationToken);

    /// <summary>Notes that the cloud accepted to freeze or unfreeze a user certificate. One that the portal did not hand out is not listed.</summary>
    /// <param name="target">Which.</param>
    /// <param name="freezes">True to freeze.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task FreezingAsync(FreezeTarget target, bool freezes, CancellationToken cancellationToken) => WriteAsync(
        async db =>
        {
            var now = time.GetUtcNow();
            var rows = await MeantAsync(db, target, cancellationToken);
            rows.ForEach(r => r.NoteFreezing(freezes, now + options.TakesEffectWithin, now));
            return rows;
        },
        cancellationToken);

    /// <summary>Notes that it is not known whether the cloud froze or unfroze a user certificate. What it accepted later stands, however late this is told.</summary>
    /// <param name="target">Which.</param>
    /// <param name="sentAt">When it was asked to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task UnclearAsync(FreezeTarget target, DateTimeOffset sentAt, CancellationToken cancellationToken) => WriteAsync(
        async db =>
        {
            var now = time.GetUtcNow();
            if (await db.Set<ServiceSnapshot>().AnyAsync(s => s.Tenant == target.Tenant && s.Id == target.BlockchainId && s.Gone, cancellationToken))
            {
                return [];
            }

            var rows = await MeantAsync(db, target, cancellationToken);
            return [.. rows.Where(r => r.NoteUnclear(sentAt, sentAt + options.TakesEffectWithin, now))];
        },
        cancellationToken);

    /// <summary>Settles what is in effect by now. Harmless when several instances do it.</summary>
    /// <returns>How many certificates changed.</returns>
    public Task<int> SettleAsync(CancellationToken cancellationToken) => WriteAsync(
        async db =>
        {
            var now = time.GetUtcNow();
            var due = await db.Set<CertificateRow>()
                .Where(c => (c.State == CertificateStates.Freezing || c.State == CertificateStates.Unfreezing) && c.SettlesAt <= now)
                .OrderBy(c => c.SettlesAt).Take(AtOnce).ToListAsync(cancellationToken);
            return [.. due.Where(c => c.Settle(now))];
        },
        cancellationToken);

    private static async Task<List<CertificateRow>> MeantAsync(PortalDbContext db, FreezeTarget target, CancellationToken cancellationToken) =>
    [
        .. target.Pick(await db.Set<CertificateRow>()
            .Where(c => c.Tenant == target.Tenant && c.BlockchainId == target.BlockchainId && c.Organization == target.Organization && c.User == target.User
                && c.Kind == CertificateKinds.Generated)
            .ToListAsync(cancellationToken)),
    ];

    private async Task<int> WriteAsync(Func<PortalDbContext, Task<List<CertificateRow>>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await change(db);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                rows.ForEach(r => broadcast.CertificateChanged(r.ToDto(gone: false)));
                return rows.Count;
            }
            catch (Exception exception) when (attempt < Attempts && DbErrors.IsConflict(exception))
            {
                // Somebody else changed the same certificate in the same moment: theirs is read first.
            }
        }
    }
}
