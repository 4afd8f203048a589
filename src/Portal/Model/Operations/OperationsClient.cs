using System.Globalization;

using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;

namespace Portal.Model.Operations;

/// <summary>The gateway's list of operations.</summary>
internal sealed class OperationsClient(BffHttp bff)
{
    /// <summary>Reads one page, newest first.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="cursor">Where the page begins; null for the newest.</param>
    /// <param name="limit">How many at most; null for the gateway's own number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<Page<OperationDto>>> ListAsync(
        string tenant, OperationsFilter filter, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        bff.GetAsync<Page<OperationDto>>(
            PortalUrls.With(filter.Path(tenant, cursor), ("limit", limit?.ToString(CultureInfo.InvariantCulture))), cancellationToken);

    /// <summary>Reads one with everything that happened to it. The id of a call that was checked answers with the operation it turned out to be.</summary>
    public Task<BcsResult<OperationDto>> GetAsync(string tenant, string id, CancellationToken cancellationToken) =>
        bff.GetAsync<OperationDto>(PortalUrls.With($"{BffRoutes.Operations}/{Uri.EscapeDataString(id)}", ("tenant", tenant)), cancellationToken);
}
