using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Administration;

namespace Portal.Model.Administration;

/// <summary>What administrators of a tenant see.</summary>
internal sealed class AdministrationClient(BffHttp bff)
{
    /// <summary>Reads it.</summary>
    public Task<BcsResult<AdministrationDto>> GetAsync(string tenant, CancellationToken cancellationToken) =>
        bff.GetAsync<AdministrationDto>(PortalUrls.With(BffRoutes.Administration, ("tenant", tenant)), cancellationToken);
}
