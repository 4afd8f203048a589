using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Quotas;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Services;
using Portal.Contracts.Session;

namespace Portal.Model.Services;

/// <summary>The services of a tenant as the gateway knows them, and how many there may be.</summary>
internal sealed class ServicesClient(BffHttp bff)
{
    private const string PartSize = "200";

    /// <summary>Reads one service.</summary>
    public Task<BcsResult<ServiceDto>> GetAsync(string tenant, string id, CancellationToken cancellationToken) =>
        bff.GetAsync<ServiceDto>(PortalUrls.With($"{BffRoutes.Services}/{Uri.EscapeDataString(id)}", ("tenant", tenant)), cancellationToken);

    /// <summary>Reads the first part, for filters and forms that offer services to choose from.</summary>
    public Task<BcsResult<ServicePage>> ReadFirstAsync(string tenant, CancellationToken cancellationToken) => ReadPartAsync(tenant, null, cancellationToken);

    /// <summary>Reads all of them, part by part: many take more than one answer.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="known">What is known; it stays until it is read anew.</param>
    /// <param name="part">Runs after each part but the last with what is there so far. Returns false to leave it at that.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>All services, or the first answer that is no success.</returns>
    public async Task<BcsResult<ServicesState>> ReadAllAsync(string tenant, ServicesState known, Func<ServicesState, bool> part, CancellationToken cancellationToken)
    {
        var items = new List<ServiceDto>();
        for (string? cursor = null;;)
        {
            var result = await ReadPartAsync(tenant, cursor, cancellationToken);
            if (result is not BcsResult<ServicePage>.Ok { Value: var page })
            {
                return result.Map(_ => known);
            }

            items.AddRange(page.Items);
            cursor = page.Next;
            known = known.With(page with { Items = items }, complete: cursor is null);
            if (cursor is null || !part(known))
            {
                return result.Map(_ => known);
            }
        }
    }

    /// <summary>Asks the cloud how many services a tenant has and may have; null for somebody who may not know, and while it does not tell.</summary>
    public async Task<(long Used, long Limit)?> ReadQuotaAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        tenant.Can(BcsOperations.ListQuotas.Action)
        && await bff.CallAsync(tenant, c => c.ListQuotasAsync(cancellationToken)) is BcsResult<QuotaList>.Ok ok
        && ok.Value.Resources?.FirstOrDefault(r => r.Type is "instance") is { Quota: { } limit } quota
            ? (quota.Used ?? 0, limit)
            : null;

    private Task<BcsResult<ServicePage>> ReadPartAsync(string tenant, string? cursor, CancellationToken cancellationToken) =>
        bff.GetAsync<ServicePage>(PortalUrls.With(BffRoutes.Services, ("tenant", tenant), ("limit", PartSize), ("cursor", cursor)), cancellationToken);
}
