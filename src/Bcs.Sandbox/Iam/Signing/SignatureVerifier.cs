using System.Security.Cryptography;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Iam.Signing;

/// <summary>
/// Judges signed requests: the key must exist, the date be at most 15 minutes off, the signature right. Five failures in a row lock the
/// key for five simulated minutes. Called with the world's gate held.
/// </summary>
internal sealed class SignatureVerifier(SandboxWorld world, SandboxClock clock)
{
    private const int MostFailures = 5;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(5);

    // Compared with when the key is unknown, so that the answer comes no sooner.
    private readonly string _nobodysSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
    private readonly Dictionary<string, Failures> _failures = [];

    /// <summary>Finds who signed.</summary>
    /// <param name="request">The request; null if it was malformed.</param>
    /// <param name="signer">Tenant and user of the key.</param>
    /// <returns>Why it is refused, or null.</returns>
    public BcsFault? Verify(SignedRequest? request, out (TenantState Tenant, UserState User)? signer)
    {
        signer = null;
        if (request is null)
        {
            return BcsFaults.SignatureWrong;
        }

        var owner = FindOwner(request.AccessKey);
        var right = request.IsSignedWith(owner is var (tenant, user) ? DemoTenants.SecretKey(tenant.Id, user.Name) : _nobodysSecret);
        if (owner is null)
        {
            return BcsFaults.AccessKeyUnknown;
        }

        var failures = _failures.GetValueOrDefault(request.AccessKey);
        if (failures is { LockedUntil: { } until } && clock.UtcNow < until)
        {
            return BcsFaults.AccessKeyLocked;
        }

        if (!right || !IsInTime(request.Date))
        {
            Count(request.AccessKey, failures is { LockedUntil: null } ? failures.Count + 1 : 1);
            return right ? BcsFaults.SignatureStale : BcsFaults.SignatureWrong;
        }

        _failures.Remove(request.AccessKey);
        signer = owner;
        return null;
    }

    /// <summary>Clients sign with their own clock, which is the real one or follows the simulated one.</summary>
    private bool IsInTime(DateTimeOffset date) => (date - clock.RealUtcNow).Duration() <= Window || (date - clock.UtcNow).Duration() <= Window;

    private void Count(string accessKey, int count) =>
        _failures[accessKey] = new Failures(count, count >= MostFailures ? clock.UtcNow + LockTime : null);

    private (TenantState Tenant, UserState User)? FindOwner(string accessKey)
    {
        foreach (var tenant in world.Tenants)
        {
            if (tenant.Users.Find(u => u.AccessKey(tenant.Id) == accessKey) is { } user)
            {
                return (tenant, user);
            }
        }

        return null;
    }

    private sealed record Failures(int Count, DateTimeOffset? LockedUntil);
}
