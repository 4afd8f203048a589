using System.Globalization;

using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Notifications;

namespace Portal.Model.Notifications;

/// <summary>What the gateway tells a person.</summary>
internal sealed class NotificationsClient(BffHttp bff)
{
    /// <summary>Reads the newest.</summary>
    public Task<BcsResult<NotificationPage>> ListAsync(string tenant, int limit, CancellationToken cancellationToken) =>
        bff.GetAsync<NotificationPage>(
            PortalUrls.With(BffRoutes.Notifications, ("tenant", tenant), ("limit", limit.ToString(CultureInfo.InvariantCulture))), cancellationToken);

    /// <summary>Says that the person has seen some.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="ids">Which; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<Nothing>> MarkReadAsync(string tenant, IReadOnlyList<string>? ids, CancellationToken cancellationToken) =>
        bff.SendAsync<Nothing>(
            HttpMethod.Post, PortalUrls.With(BffRoutes.Notifications + "/read", ("tenant", tenant)), new NotificationsRead(ids), cancellationToken);
}
