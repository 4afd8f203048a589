using System.Collections.Concurrent;

using Bcs.Api.Iam;

using Portal.Bff.Identity;
using Portal.Bff.Platform.Upstream;
using Portal.Bff.Tenants;

namespace Portal.Bff.Iam;

/// <summary>
/// Hands out IAM tokens and gets new ones: one renewal in flight per tenant, a short pause after a failure, and recovery
/// from a token that dies early. A tenant with an access key has no tokens: everything sent for it is signed.
/// </summary>
internal sealed partial class TokenVault(
    UpstreamHttp upstream, UpstreamOptions options, TokenStore store, AccessKeys keys, TenantDirectory tenants, TimeProvider time, ILogger<TokenVault> logger)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _renewals = new();
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, TokenLookup Answer)> _pauses = new();

    /// <summary>
    /// The person's own token for a tenant, or the tenant's access key if it has one. Whom IAM does not know acts by the tenant's credential and is never
    /// asked for a password.
    /// </summary>
    public async ValueTask<TokenLookup> ForSessionAsync(PortalSession session, Tenant tenant, CancellationToken cancellationToken)
    {
        if (session.ActsByTenant || tenant.SignsRequests)
        {
            return await ForTenantAsync(tenant, cancellationToken);
        }

        return await store.FindAsync(session.Handle, tenant.Id, cancellationToken) is { } stored
            ? new TokenLookup.Found(stored.Token)
            : new TokenLookup.SignInRequired();
    }

    /// <summary>The tenant's access key, or its own token, renewed silently.</summary>
    public async ValueTask<TokenLookup> ForTenantAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (tenant.SignsRequests)
        {
            return await keys.ForAsync(tenant, cancellationToken);
        }

        if (await store.FindAsync(IamTokenRow.TenantOwner, tenant.Id, cancellationToken) is { } stored)
        {
            return new TokenLookup.Found(stored.Token);
        }

        var renewal = _renewals.GetOrAdd(tenant.Id, _ => new SemaphoreSlim(1, 1));
        await renewal.WaitAsync(cancellationToken);
        try
        {
            // Whoever waited finds what the first one brought.
            if (await store.FindAsync(IamTokenRow.TenantOwner, tenant.Id, cancellationToken) is { } renewed)
            {
                return new TokenLookup.Found(renewed.Token);
            }

            if (_pauses.TryGetValue(tenant.Id, out var pause) && pause.Until > time.GetUtcNow())
            {
                return pause.Answer;
            }

            var answer = await tenants.CredentialAsync(tenant.Id, cancellationToken) is { } credential
                ? await ObtainAsync(IamTokenRow.TenantOwner, tenant, credential.User, credential.Password, keep: true, cancellationToken)
                : new TokenLookup.CredentialRefused("The tenant has no credential for background work.");
            if (answer is TokenLookup.Found)
            {
                _pauses.TryRemove(tenant.Id, out _);
            }
            else
            {
                var jitter = TimeSpan.FromMilliseconds(Random.Shared.Next(0, 1000));
                _pauses[tenant.Id] = (time.GetUtcNow() + PauseAfterFailure + jitter, answer);
                LogRefused(logger, tenant.Id, answer.Reason!);
            }

            return answer;
        }
        finally
        {
            renewal.Release();
        }
    }

    /// <summary>Signs a person in for one tenant. The password is used here and kept nowhere.</summary>
    public Task<TokenLookup> SignInAsync(string handle, Tenant tenant, string user, string password, bool keep, CancellationToken cancellationToken) =>
        ObtainAsync(handle, tenant, user, password, keep && !tenant.SignsRequests, cancellationToken);

    /// <summary>Upstream refused what a session sent.</summary>
    public Task RejectAsync(PortalSession session, string tenantId, TokenLookup.Usable refused, CancellationToken cancellationToken) =>
        RejectAsync(session.ActsByTenant ? IamTokenRow.TenantOwner : session.Handle, tenantId, refused, cancellationToken);

    /// <summary>Upstream refused what it was sent: a token is dropped, an access key rests for a while.</summary>
    public Task RejectAsync(string owner, string tenantId, TokenLookup.Usable refused, CancellationToken cancellationToken)
    {
        if (refused is TokenLookup.Found found)
        {
            return RejectAsync(owner, tenantId, found.Token, cancellationToken);
        }

        keys.Refused(tenantId);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Upstream refused a token before its time. It is dropped, unless somebody has already put a newer one in its place.
    /// </summary>
    public async Task RejectAsync(string owner, string tenantId, string token, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(owner, tenantId, cancellationToken) is { } stored && stored.Token == token)
        {
            await store.RemoveAsync(owner, tenantId, cancellationToken);
        }
    }

    /// <summary>Forgets all tokens of a session.</summary>
    public Task ForgetSessionAsync(string handle, CancellationToken cancellationToken) => store.RemoveAsync(handle, null, cancellationToken);

    private async Task<TokenLookup> ObtainAsync(
        string owner, Tenant tenant, string user, string password, bool keep, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new InvokerHandler(upstream.Invoker), disposeHandler: false) { BaseAddress = tenant.IamEndpoint, Timeout = options.IamTimeout };
        var answer = await new IamClient(http).ObtainTokenAsync(tenant.Domain, user, password, tenant.Project, cancellationToken);
        switch (answer)
        {
            case TokenAnswer.Issued issued:
                if (keep)
                {
                    await store.PutAsync(owner, tenant.Id, issued.Token.Reveal(), Expires(issued), cancellationToken);
                }

                if (tenant.ProjectId is null && issued.ProjectId is { } projectId)
                {
                    await tenants.LearnProjectAsync(tenant.Id, projectId, cancellationToken);
                }

                return new TokenLookup.Found(issued.Token.Reveal());
            case TokenAnswer.Refused { Status: StatusCodes.Status400BadRequest }:
                // The user was accepted; a project that IAM does not know is no fault of theirs.
                return new TokenLookup.ProjectUnknown(tenant.Project);
            case TokenAnswer.Refused refused:
                return new TokenLookup.CredentialRefused(refused.Message);
            case TokenAnswer.Unavailable unavailable:
                LogUnavailable(logger, tenant.Id, tenant.IamEndpoint.Host, unavailable.Reason);
                return new TokenLookup.Unavailable(unavailable.Reason, unavailable.RetryAfter ?? PauseAfterFailure);
            default:
                throw new InvalidOperationException();
        }
    }

    /// <summary>The end by this machine's clock: IAM's may be minutes off, the token's lifetime is not.</summary>
    private DateTimeOffset Expires(TokenAnswer.Issued issued) =>
        issued.IssuedAt is { } from ? time.GetUtcNow() + (issued.ExpiresAt - from) : issued.ExpiresAt;

    [LoggerMessage(140, LogLevel.Warning, "No token for tenant {Tenant}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string tenant, string reason);

    [LoggerMessage(143, LogLevel.Warning, "IAM of tenant {Tenant} at {Host} cannot be asked: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string tenant, string host, string reason);
}
