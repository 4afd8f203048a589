using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Services;

namespace Portal.Features.Services;

/// <summary>Reads the services of a tenant, part by part: many take more than one answer.</summary>
internal static class AllServices
{
    private const string PartSize = "200";

    /// <summary>Reads the first part, for filters and forms that offer services to choose from.</summary>
    /// <param name="bff">The circuit's calls.</param>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static Task<BcsResult<ServicePage>> ReadFirstAsync(BffHttp bff, string tenant, CancellationToken cancellationToken) =>
        ReadPartAsync(bff, tenant, null, cancellationToken);

    /// <summary>Reads all of them into a state.</summary>
    /// <param name="bff">The circuit's calls.</param>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="state">Takes them.</param>
    /// <param name="part">Runs after each part but the last, for a page that shows what there is. Returns false to leave it at that.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The first answer that is no success, or the last one; and true if all services are in the state.</returns>
    public static async Task<(BcsResult<ServicePage> Last, bool Complete)> ReadAsync(
        BffHttp bff, string tenant, ServicesState state, Func<bool> part, CancellationToken cancellationToken)
    {
        var items = new List<ServiceDto>();
        for (string? cursor = null;;)
        {
            var result = await ReadPartAsync(bff, tenant, cursor, cancellationToken);
            if (result is not BcsResult<ServicePage>.Ok { Value: var page })
            {
                return (result, false);
            }

            items.AddRange(page.Items);
            cursor = page.Next;
            state.Load(page with { Items = items }, complete: cursor is null);
            if (cursor is null || !part())
            {
                return (result, cursor is null);
            }
        }
    }

    private static Task<BcsResult<ServicePage>> ReadPartAsync(BffHttp bff, string tenant, string? cursor, CancellationToken cancellationToken) =>
        bff.GetAsync<ServicePage>(PortalUrls.With(BffRoutes.Services, ("tenant", tenant), ("limit", PartSize), ("cursor", cursor)), cancellationToken);
}
