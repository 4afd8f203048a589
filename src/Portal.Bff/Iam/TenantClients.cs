using System.Net;

using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Bff.Platform.Upstream;
using Portal.Bff.Tenants;

namespace Portal.Bff.Iam;

/// <summary>Makes the clients of background work on top of the one transport.</summary>
internal sealed class TenantClients(
    UpstreamHttp upstream, UpstreamOptions options, TokenVault tokens, TenantDirectory tenants, Audit.BackgroundReads audit) : ITenantClients
{
    public async Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancellationToken) =>
        [.. (await tenants.AllAsync(cancellationToken)).Values.Where(t => t.HasCredential).Select(t => t.Id).Order()];

    public async Task<BcsClient?> ForAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenantId, cancellationToken) is not { HasCredential: true } tenant)
        {
            return null;
        }

        if (tenant.ProjectId is null)
        {
            // The first token tells the project's id, and with an access key IAM is asked for it.
            await tokens.ForTenantAsync(tenant, cancellationToken);
            tenant = await tenants.FindAsync(tenantId, cancellationToken) ?? tenant;
        }

        var http = new HttpClient(new BackgroundHandler(upstream.Invoker, tokens, tenant, audit)) { BaseAddress = tenant.BcsEndpoint, Timeout = options.Timeout };

        // Background work has its own pace; what it asks for twice, it decides itself.
        return new BcsClient(http, tenant.ProjectId ?? "", retry: BcsRetry.None);
    }

    /// <summary>
    /// Adds the tenant's token; a 401 proves that upstream did not act, so it is answered by one retry with a fresh token.
    /// With an access key the request is signed, and there is nothing fresher to try.
    /// Each call is counted in the audit as the system's.
    /// </summary>
    private sealed class BackgroundHandler(HttpMessageInvoker invoker, TokenVault tokens, Tenant tenant, Audit.BackgroundReads audit) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await TryAsync(request, cancellationToken);
            if (response.StatusCode is not HttpStatusCode.Unauthorized || tenant.SignsRequests)
            {
                return response;
            }

            response.Dispose();
            return await TryAsync(request, cancellationToken);
        }

        private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var lookup = await tokens.ForTenantAsync(tenant, cancellationToken);
            if (lookup is not TokenLookup.Usable pass || tenant.ProjectId is null)
            {
                throw new CallNotSentException(lookup.Reason ?? nameof(TokenLookup.ProjectUnknown));
            }

            using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content, Version = request.Version };
            copy.Headers.TryAddWithoutValidation("Accept", "application/json");
            await pass.ApplyAsync(copy, cancellationToken);
            int? status = null;
            try
            {
                var response = await invoker.SendAsync(copy, cancellationToken);
                status = (int)response.StatusCode;
                if (response.StatusCode is HttpStatusCode.Unauthorized)
                {
                    await tokens.RejectAsync(IamTokenRow.TenantOwner, tenant.Id, pass, cancellationToken);
                }

                return response;
            }
            finally
            {
                copy.Content = null;
                var id = request.Options.TryGetValue(BcsClient.OperationKey, out var operation) ? operation : "unknown";
                if (BcsOperations.Find(id) is not { Changes: true })
                {
                    // A change is recorded by whoever makes it, one by one.
                    audit.Count(tenant.Id, id, status);
                }
            }
        }
    }
}
