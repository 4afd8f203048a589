using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Quotas;

using Portal.Access;
using Portal.Contracts.Session;

namespace Portal.Features.Services;

/// <summary>How many services a tenant has and may have.</summary>
internal static class ServiceQuota
{
    /// <summary>Asks the cloud; null for somebody who may not know, and while it does not tell.</summary>
    /// <param name="bff">The circuit's calls.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<(long Used, long Limit)?> ReadAsync(BffHttp bff, TenantDto tenant, CancellationToken cancellationToken) =>
        tenant.Can(BcsOperations.ListQuotas.Action)
        && await bff.CallAsync(tenant, c => c.ListQuotasAsync(cancellationToken)) is BcsResult<QuotaList>.Ok ok
        && ok.Value.Resources?.FirstOrDefault(r => r.Type is "instance") is { Quota: { } limit } quota
            ? (quota.Used ?? 0, limit)
            : null;
}
