using System.Security.Cryptography;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

using Portal.Bff.Data;
using Portal.Bff.Iam;
using Portal.Bff.Vault;

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
        var expires = Expires(ticket);
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

        var ticket = TicketSerializer.Default.Deserialize(
            await vault.OpenAsync(SecretVault.PortalOwner, Purpose, row.Ticket, CancellationToken.None));
        return cache.Set(CacheKey(hash), ticket, CacheFor);
    }

    public async Task RemoveAsync(string key)
    {
        var hash = Hash(key);
        await EndAsync(s => s.KeyHash == hash, CancellationToken.None);
    }

    /// <summary>Ends one session of a person by its handle; false if there is none.</summary>
    public Task<bool> EndAsync(string userId, string handle, CancellationToken cancellationToken) =>
        EndAsync(s => s.UserId == userId && s.Handle == handle, cancellationToken);

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
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
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
            Ticket = await vault.SealAsync(SecretVault.PortalOwner, Purpose, TicketSerializer.Default.Serialize(ticket), cancellationToken),
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = Expires(ticket),
            Address = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
            UserAgent = CallerInfo.UserAgent(http.HttpContext),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<bool> EndAsync(System.Linq.Expressions.Expression<Func<SessionRow, bool>> which, CancellationToken cancellationToken)
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
        Ended?.Invoke(row.Handle);
        return true;
    }

    private static DateTimeOffset Expires(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc ?? throw new InvalidOperationException("The ticket has no end.");

    private static byte[] Hash(string reference) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(reference));

    private static (Type, string) CacheKey(byte[] hash) => (typeof(SessionStore), Convert.ToHexString(hash));
}
