using Microsoft.EntityFrameworkCore;

using Portal.Bff.Live;
using Portal.Bff.Platform.Data;

namespace Portal.Bff.Features.Notifications;

/// <summary>Stores notices and announces them. What is older than 30 days goes.</summary>
internal sealed class Notices(IDbContextFactory<PortalDbContext> contexts, IEventBroadcast broadcast, TimeProvider time)
{
    /// <summary>How long notices are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Stores what is not known yet, then announces it.</summary>
    public async Task AddAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        foreach (var notice in notices)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.Set<NoticeRow>().AnyAsync(n => n.Tenant == notice.Tenant && n.Id == notice.Id, cancellationToken))
            {
                continue;
            }

            db.AddRange(notice.Groups.Select(g => NoticeRow.Of(notice, g)));
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
            {
                // Another instance saw the same thing and has told it.
                continue;
            }

            broadcast.NotificationAdded(NoticeRow.Of(notice, "").ToDto(read: false), notice.Groups);
        }
    }

    /// <summary>Removes what is too old.</summary>
    public async Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        await using var db = (await contexts.CreateDbContextAsync(cancellationToken)).TakingTime();
        return await db.WriteAsync(
            async () => await db.Set<NoticeRow>().Where(n => n.At < before).ExecuteDeleteAsync(cancellationToken)
                + await db.Set<NoticeRead>().Where(r => r.At < before).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
    }
}
