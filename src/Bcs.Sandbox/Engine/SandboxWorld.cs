using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Bcs.Sandbox.Engine.State;

using Microsoft.Extensions.Options;

namespace Bcs.Sandbox.Engine;

/// <summary>
/// Everything the emulator holds. Callers lock <see cref="Gate"/> around what they read and change; nothing under it waits for I/O.
/// </summary>
internal sealed class SandboxWorld(SandboxClock clock, IOptions<SandboxOptions> options)
{
    private const string TokenMark = "MIISBXSECRET";
    private const string TokenCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly long TokenLifetime = SandboxClock.ToNanoseconds(DateTimeOffset.UnixEpoch.AddHours(24));

    private WorldState _state = Scenarios.Build(options.Value.Scenario, options.Value.Seed, clock.Now, options.Value.Large);
    private Dictionary<string, TokenState> _tokens = [];

    /// <summary>Held around every access.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Grows with each change that a state file must hold.</summary>
    public long Revision { get; private set; }

    public int Seed => _state.Seed;

    /// <summary>Whose form answers have.</summary>
    public Dialect Dialect { get; set; } = options.Value.Dialect;

    /// <summary>Real time, for what tools outside of the simulation judge.</summary>
    public DateTimeOffset RealNow => clock.RealUtcNow;

    /// <summary>What a state file holds, as it is now.</summary>
    public WorldState State => _state;

    public IReadOnlyList<TenantState> Tenants => _state.Tenants;

    public TenantState? FindTenant(string id) => _state.FindTenant(id);

    public TenantState? FindTenantByDomain(string domain) => _state.Tenants.Find(t => t.Domain == domain || t.DomainId == domain);

    public TenantState? FindTenantByProject(string projectId) => _state.Tenants.Find(t => t.ProjectId == projectId);

    public void Add(InvitationState invitation)
    {
        _state.Invitations.Add(invitation);
        Changed();
    }

    public void Remove(InvitationState invitation)
    {
        _state.Invitations.Remove(invitation);
        Changed();
    }

    public void Changed() => Revision++;

    /// <summary>A name for the next generated thing, different each time.</summary>
    public string NextName(string kind)
    {
        Changed();
        return string.Create(CultureInfo.InvariantCulture, $"{kind}|{++_state.Counter}");
    }

    /// <summary>An operation id of the form that section 5.1.17 shows.</summary>
    public (string Id, long RecordedAt) NextOperation(string type)
    {
        _state.LastOperationTime = Math.Max(clock.Now, _state.LastOperationTime + 1);
        Changed();
        return (string.Create(CultureInfo.InvariantCulture, $"BCSSVC01-{type}-{_state.LastOperationTime:D19}"), _state.LastOperationTime);
    }

    /// <summary>Issues a token for 24 hours of simulated time. Only its hash stays.</summary>
    public (string Token, long IssuedAt, long ExpiresAt) IssueToken(TenantState tenant, UserState user, string? projectId)
    {
        var now = clock.Now;
        foreach (var expired in _tokens.Values.Where(t => t.ExpiresAt <= now).ToList())
        {
            _tokens.Remove(expired.Hash);
        }

        var token = TokenMark + RandomNumberGenerator.GetString(TokenCharacters, options.Value.TokenLength - TokenMark.Length);
        var entry = new TokenState(Hash(token), tenant.Id, user.Name, projectId, now + TokenLifetime);
        _tokens.Add(entry.Hash, entry);
        Changed();
        return (token, now, entry.ExpiresAt);
    }

    /// <summary>The token's entry, or null if it is unknown, revoked or expired.</summary>
    public TokenState? FindToken(string token) =>
        _tokens.TryGetValue(Hash(token), out var entry) && entry.ExpiresAt > clock.Now ? entry : null;

    /// <summary>Makes tokens worthless.</summary>
    /// <param name="tenant">Of this tenant; of all if null.</param>
    /// <param name="user">Of this user; of all if null.</param>
    public void RevokeTokens(string? tenant, string? user = null)
    {
        foreach (var token in _tokens.Values.Where(t => (tenant is null || t.Tenant == tenant) && (user is null || t.User == user)).ToList())
        {
            _tokens.Remove(token.Hash);
        }

        Changed();
    }

    /// <summary>Goes back to the start. Tokens stay valid, so that clients need not sign in again; time does not run back.</summary>
    public void Reset(int? seed, string? scenario)
    {
        var last = _state.LastOperationTime;
        _state = Scenarios.Build(scenario ?? _state.Scenario, seed ?? _state.Seed, clock.Now, options.Value.Large);
        _state.LastOperationTime = Math.Max(last, _state.LastOperationTime);
        Dialect = options.Value.Dialect;
        Changed();
    }

    /// <summary>What a state file holds.</summary>
    public WorldState Snapshot()
    {
        _state.Clock = clock.Anchor;
        _state.Tokens = [.. _tokens.Values];
        return _state;
    }

    /// <summary>Goes on from a state file.</summary>
    public void Restore(WorldState state)
    {
        _state = state;
        _tokens = state.Tokens.ToDictionary(t => t.Hash);
        state.Tenants.ForEach(t => t.IndexAll());
        if (state.Clock is { } anchor)
        {
            clock.Restore(anchor);
        }
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
