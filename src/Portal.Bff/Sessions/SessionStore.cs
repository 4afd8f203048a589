using System.Security.Cryptography;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Vault;

namespace Portal.Bff.Sessions;

/// <summary>
/// The tickets behind the cookies. The database holds a hash of each reference and the ticket encrypted, so its copy
/// opens no session. Tickets are cached for a second: what another instance ends is noticed within it.
/// </summary>
internal sealed class SessionStore(
    IDbContextFactory<PortalDbContext> contexts, SecretVault vault, TokenStore tokens, IMemoryCache cache, IHttpContextAccessor http,
    TimeProvider time) : ITicketStore, ISessionDirectory
{
    private const string Purpose = "session-ticket";
    private static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public event Action<string>? Ended;

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var reference = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await PutAsync(reference, ticket, CancellationToken.None);
        return reference;
    }

    /// <summary>Stores the ticket's new end. A row that was ended in the meantime stays ended.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var hash = Hash(key);
        var sealedTicket = await vault.SealAsync(SecretVault.PortalOwner, Purpose, TicketSerializer.Default.Serialize(ticket), CancellationToken.None);
        var expires = AbsoluteEnd.Next(ticket.Properties);
        await using var db = await contexts.CreateDbContextAsync();
        await db.WriteAsync(
            () => db.Set<SessionRow>().Where(s => s.KeyHash == hash)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Ticket, sealedTicket).SetProperty(s => s.ExpiresAt, expires)),
            CancellationToken.None);
        cache.Remove(CacheKey(hash));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var hash = Hash(key);
        if (cache.TryGetValue(CacheKey(hash), out AuthenticationTicket? known))
        {
            return known;
        }

        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync();
        var row = await db.Set<SessionRow>().AsNoTracking().SingleOrDefaultAsync(s => s.KeyHash == hash);
        if (row is null || row.ExpiresAt <= now)
        {
            return null;
        }

        if (now - row.LastSeenAt >= SeenEvery)
        {
            await db.WriteAsync(
                () => db.Set<SessionRow>().Where(s => s.KeyHash == hash).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now)),
                CancellationToken.None);
        }

        return cache.Set(CacheKey(hash), await OpenAsync(row.Ticket, CancellationToken.None), CacheFor);
    }

    public Task RemoveAsync(string key) => RemoveAsync(key, handle => Ended?.Invoke(handle));

    /// <summary>
    /// Ends the session of a browser that is being answered. Its open pages hear of it once the answer is out: they would turn to the page that tells of a
    /// session's end, and a browser on its way to its provider would not arrive.
    /// </summary>
    public Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) => RemoveAsync(key, handle => httpContext.Response.OnCompleted(() =>
    {
        Ended?.Invoke(handle);
        return Task.CompletedTask;
    }));

    private async Task RemoveAsync(string key, Action<string> tell)
    {
        var hash = Hash(key);
        await EndAsync(s => s.KeyHash == hash, tell, CancellationToken.None);
    }

    /// <summary>True if a living session of this handle is that person's.</summary>
    public async Task<bool> IsOfUserAsync(string userId, string handle, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<SessionRow>().AnyAsync(s => s.UserId == userId && s.Handle == handle && s.ExpiresAt > now, cancellationToken);
    }

    /// <summary>Ends one session of a person by its handle; false if there is none.</summary>
    public Task<bool> EndAsync(string userId, string handle, CancellationToken cancellationToken) =>
        EndAsync(s => s.UserId == userId && s.Handle == handle, ended => Ended?.Invoke(ended), cancellationToken);

    /// <summary>Ends the sessions of a person.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="keep">Handle of the session that goes on, or null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task EndAllAsync(string userId, string? keep, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var handles = await db.Set<SessionRow>().AsNoTracking().Where(s => s.UserId == userId && s.Handle != keep).Select(s => s.Handle).ToListAsync(cancellationToken);
        foreach (var handle in handles)
        {
            await EndAsync(userId, handle, cancellationToken);
        }
    }

    /// <summary>Ends every session that acts in a tenant, whatever else it acts in, and those whose ticket cannot be opened: nobody can use them.</summary>
    public async Task EndOfTenantAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<SessionRow>().AsNoTracking().Select(s => new { s.Handle, s.UserId, s.Ticket }).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            var ticket = await OpenAsync(row.Ticket, cancellationToken);
            if (ticket is null || PortalSession.From(ticket.Principal)?.TenantIds.Contains(tenant) is true)
            {
                await EndAsync(row.UserId, row.Handle, cancellationToken);
            }
        }
    }

    /// <summary>The living sessions that a provider means: of its own session, or of a person.</summary>
    /// <param name="provider">Its name.</param>
    /// <param name="providerSession">What it calls its session; null for all of the person's.</param>
    /// <param name="subject">What it calls the person; null for whoever it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<PortalSession>> OfProviderAsync(string provider, string? providerSession, string? subject, CancellationToken cancellationToken)
    {
        var name = provider.ToLowerInvariant();
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tickets = await db.Set<SessionRow>().AsNoTracking()
            .Where(s => s.Provider == name && s.ExpiresAt > now && (providerSession == null || s.ProviderSession == providerSession || (s.ProviderSession == null && subject != null)) && (subject == null || s.ProviderSubject == subject))
            .Select(s => s.Ticket).ToListAsync(cancellationToken);
        var found = new List<PortalSession>();
        foreach (var ticket in tickets)
        {
            if (PortalSession.From((await OpenAsync(ticket, cancellationToken))?.Principal) is { } session)
            {
                found.Add(session);
            }
        }

        return found;
    }

    /// <summary>The living sessions of a person, newest first.</summary>
    public async Task<IReadOnlyList<SessionRow>> OfUserAsync(string userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<SessionRow>().AsNoTracking()
            .Where(s => s.UserId == userId && s.ExpiresAt > now)
            .OrderByDescending(s => s.CreatedAt)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlySet<string>> AliveAsync(IReadOnlyCollection<string> handles, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.Set<SessionRow>().AsNoTracking()
            .Where(s => handles.Contains(s.Handle) && s.ExpiresAt > now)
            .Select(s => s.Handle)
            .ToListAsync(cancellationToken)).ToHashSet();
    }

    /// <summary>Deletes what has expired.</summary>
    public async Task<int> CleanUpAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = (await contexts.CreateDbContextAsync(cancellationToken)).TakingTime();
        return await db.WriteAsync(
            () => db.Set<SessionRow>().Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private async Task PutAsync(string reference, AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        var session = PortalSession.From(ticket.Principal) ?? throw new InvalidOperationException("The ticket is not a portal session.");
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(new SessionRow
        {
            KeyHash = Hash(reference),
            Handle = session.Handle,
            UserId = session.UserId,
            Provider = session.ActsByTenant ? session.Provider.ToLowerInvariant() : null,
            ProviderSession = ProviderItems.Session(ticket.Properties),
            ProviderSubject = ProviderItems.Subject(ticket.Properties),
            Ticket = await vault.SealAsync(SecretVault.PortalOwner, Purpose, TicketSerializer.Default.Serialize(ticket), cancellationToken),
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = AbsoluteEnd.Next(ticket.Properties),
            Address = CallerInfo.Address(http.HttpContext),
            UserAgent = CallerInfo.UserAgent(http.HttpContext),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<bool> EndAsync(System.Linq.Expressions.Expression<Func<SessionRow, bool>> which, Action<string> tell, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<SessionRow>().AsNoTracking().SingleOrDefaultAsync(which, cancellationToken);
        if (row is null)
        {
            return false;
        }

        await db.WriteAsync(() => db.Set<SessionRow>().Where(which).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        cache.Remove(CacheKey(row.KeyHash));
        await tokens.RemoveAsync(row.Handle, null, cancellationToken);
        tell(row.Handle);
        return true;
    }

    private async Task<AuthenticationTicket?> OpenAsync(byte[] ticket, CancellationToken cancellationToken)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(await vault.OpenAsync(SecretVault.PortalOwner, Purpose, ticket, cancellationToken));
        }
        catch (CryptographicException)
        {
            // Damaged, or of a database whose keys were replaced: whoever holds the cookie signs in again.
            return null;
        }
    }

    private static byte[] Hash(string reference) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(reference));

    private static (Type, string) CacheKey(byte[] hash) => (typeof(SessionStore), Convert.ToHexString(hash));
}
