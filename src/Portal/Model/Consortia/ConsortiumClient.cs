using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Consortia;

namespace Portal.Model.Consortia;

/// <summary>Invitations, members and acceptances of a tenant, as the gateway knows them.</summary>
internal sealed class ConsortiumClient(BffHttp bff)
{
    /// <summary>Reads all of it.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="fresh">True to have the gateway ask the cloud first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<ConsortiumDto>> GetAsync(string tenant, bool fresh, CancellationToken cancellationToken) =>
        bff.GetAsync<ConsortiumDto>(PortalUrls.With(BffRoutes.Consortia, ("tenant", tenant), ("fresh", fresh ? "true" : null)), cancellationToken);

    /// <summary>Keeps an acceptance that is sent once its service exists.</summary>
    public Task<BcsResult<AcceptanceDto>> PlanAcceptanceAsync(string tenant, AcceptanceRequest request, CancellationToken cancellationToken) =>
        bff.SendAsync<AcceptanceDto>(HttpMethod.Post, PortalUrls.With(BffRoutes.Acceptances, ("tenant", tenant)), request, cancellationToken);

    /// <summary>Takes a kept acceptance back.</summary>
    public Task<BcsResult<Nothing>> CancelAcceptanceAsync(string tenant, string id, CancellationToken cancellationToken) =>
        bff.SendAsync<Nothing>(HttpMethod.Delete, PortalUrls.With($"{BffRoutes.Acceptances}/{id}", ("tenant", tenant)), null, cancellationToken);
}
