using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Model.Sessions;

/// <summary>A person's own sessions.</summary>
internal sealed class SessionsClient(BffHttp bff)
{
    /// <summary>Reads those that live, the newest first.</summary>
    public Task<BcsResult<Page<SessionListItem>>> ListAsync(CancellationToken cancellationToken) => bff.GetAsync<Page<SessionListItem>>(BffRoutes.Sessions, cancellationToken);

    /// <summary>Ends one.</summary>
    public Task<BcsResult<Nothing>> EndAsync(string id, CancellationToken cancellationToken) =>
        bff.SendAsync<Nothing>(HttpMethod.Delete, $"{BffRoutes.Sessions}/{Uri.EscapeDataString(id)}", null, cancellationToken);

    /// <summary>Ends all, or all but the one that asks.</summary>
    /// <param name="keep">One of <see cref="SessionsToKeep"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<Nothing>> EndAllAsync(string keep, CancellationToken cancellationToken) =>
        bff.SendAsync<Nothing>(HttpMethod.Delete, PortalUrls.With(BffRoutes.Sessions, ("keep", keep)), null, cancellationToken);
}
