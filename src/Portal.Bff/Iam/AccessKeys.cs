using System.Collections.Concurrent;

using Bcs.Api.Client;
using Bcs.Api.Iam;
using Bcs.Api.Signing;

using Microsoft.Extensions.Caching.Memory;

using Portal.Bff.Platform.Upstream;
using Portal.Bff.Tenants;

namespace Portal.Bff.Iam;

/// <summary>
/// Signers for the tenants whose credential is an access key. A key that was refused rests for a minute: the cloud locks one
/// that fails more than five times in a row.
/// </summary>
internal sealed partial class AccessKeys(
    TenantDirectory tenants, UpstreamHttp upstream, UpstreamOptions options, IMemoryCache cache, TimeProvider time, ILogger<AccessKeys> logger)
{
    private static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestAfterRefusal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _resting = new();

    /// <summary>What signs for a tenant, or why nothing does. Learns the project's id the first time.</summary>
    public async ValueTask<TokenLookup> ForAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (_resting.TryGetValue(tenant.Id, out var until) && until > time.GetUtcNow())
        {
            return new TokenLookup.CredentialRefused("The cloud refused the tenant's access key.");
        }

        if (!cache.TryGetValue((typeof(AccessKeys), tenant.Id), out RequestSigner? signer))
        {
            if (await tenants.AccessKeyAsync(tenant.Id, cancellationToken) is not { } key)
            {
                return new TokenLookup.CredentialRefused("The tenant has no access key.");
            }

            signer = cache.Set((typeof(AccessKeys), tenant.Id), new RequestSigner(key, time), CacheFor);
        }

        return tenant.ProjectId is null && await LearnProjectAsync(tenant, signer!, cancellationToken) is { } trouble ? trouble : new TokenLookup.Key(signer!);
    }

    /// <summary>Upstream did not accept a signature of this tenant.</summary>
    public void Refused(string tenantId)
    {
        _resting[tenantId] = time.GetUtcNow() + RestAfterRefusal;
        LogRefused(logger, tenantId);
    }

    private async Task<TokenLookup?> LearnProjectAsync(Tenant tenant, RequestSigner signer, CancellationToken cancellationToken)
    {
        using var handler = new SigningHandler(signer) { InnerHandler = new InvokerHandler(upstream.Invoker) };
        using var http = new HttpClient(handler) { BaseAddress = tenant.IamEndpoint, Timeout = options.IamTimeout };
        TokenLookup trouble;
        switch (await new IamClient(http).ListProjectsAsync(tenant.Project, cancellationToken))
        {
            case BcsResult<ProjectList>.Ok { Value.Projects: { } projects } when projects.FirstOrDefault(p => p.Name == tenant.Project)?.Id is { } id:
                await tenants.LearnProjectAsync(tenant.Id, id, cancellationToken);
                return null;
            case BcsResult<ProjectList>.Refused { Error.Status: StatusCodes.Status401Unauthorized }:
                Refused(tenant.Id);
                return new TokenLookup.CredentialRefused("The cloud refused the tenant's access key.");
            case BcsResult<ProjectList>.NotSent notSent:
                trouble = new TokenLookup.Unavailable(notSent.Reason, PauseAfterFailure);
                break;
            case BcsResult<ProjectList>.Unclear unclear:
                trouble = new TokenLookup.Unavailable(unclear.Reason, PauseAfterFailure);
                break;
            default:
                trouble = new TokenLookup.ProjectUnknown(tenant.Project);
                break;
        }

        LogNoProject(logger, tenant.Id, trouble.Reason!);
        return trouble;
    }

    [LoggerMessage(141, LogLevel.Warning, "The cloud refused the access key of tenant {Tenant}; it rests for a minute")]
    private static partial void LogRefused(ILogger logger, string tenant);

    [LoggerMessage(142, LogLevel.Warning, "IAM named no project for tenant {Tenant}: {Reason}")]
    private static partial void LogNoProject(ILogger logger, string tenant, string reason);
}
