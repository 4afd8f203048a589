using System.Text.Json;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Platform.Data;
using Portal.Contracts.Forms;

namespace Portal.Bff.Features.Forms;

/// <summary>Drafts by tenant, person and form. One that nobody touched for thirty days counts as gone, and of too many the oldest goes.</summary>
internal sealed class DraftStore(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Drafts that one person may have at one tenant.</summary>
    public const int Most = 50;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The draft; an empty one if there is none.</summary>
    public async Task<DraftDto> FindAsync(string tenant, string user, string form, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Kept;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<DraftRow>().AsNoTracking()
            .FirstOrDefaultAsync(d => d.Tenant == tenant && d.UserId == user && d.Form == form && d.SavedAt >= oldest, cancellationToken);
        return row is null
            ? new DraftDto(new Dictionary<string, string>(), null)
            : new DraftDto(JsonSerializer.Deserialize<Dictionary<string, string>>(row.Values)!, row.SavedAt);
    }

    /// <summary>Keeps a draft in place of the one before.</summary>
    /// <returns>When it was kept.</returns>
    public async Task<DateTimeOffset> SaveAsync(string tenant, string user, string form, string values, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await UpdateAsync(db) == 0)
        {
            // Whoever begins a draft clears away those that were given up, and one's own beyond the limit.
            await db.WriteAsync(() => db.Set<DraftRow>().Where(d => d.SavedAt < now - Kept).ExecuteDeleteAsync(cancellationToken), cancellationToken);
            var mine = db.Set<DraftRow>().Where(d => d.Tenant == tenant && d.UserId == user);
            if (await mine.OrderByDescending(d => d.SavedAt).Skip(Most - 1).Select(d => (DateTimeOffset?)d.SavedAt).FirstOrDefaultAsync(cancellationToken) is { } last)
            {
                await db.WriteAsync(() => mine.Where(d => d.SavedAt <= last).ExecuteDeleteAsync(cancellationToken), cancellationToken);
            }

            db.Add(new DraftRow { Tenant = tenant, UserId = user, Form = form, Values = values, SavedAt = now });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
            {
                // Another page of the same person was a moment earlier.
                await UpdateAsync(db);
            }
        }

        return now;

        Task<int> UpdateAsync(PortalDbContext context) => context.WriteAsync(
            () => context.Set<DraftRow>().Where(d => d.Tenant == tenant && d.UserId == user && d.Form == form)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.Values, values).SetProperty(d => d.SavedAt, now), cancellationToken),
            cancellationToken);
    }

    /// <summary>Forgets a draft.</summary>
    public async Task DeleteAsync(string tenant, string user, string form, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(
            () => db.Set<DraftRow>().Where(d => d.Tenant == tenant && d.UserId == user && d.Form == form).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
