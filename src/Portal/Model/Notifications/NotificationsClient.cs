using System.Globalization;

using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Notifications;

namespace Portal.Model.Notifications;

/// <summary>What the gateway tells a person.</summary>
internal sealed class NotificationsClient(BffHttp bff)
{
    /// <summary>Raised on the circuit's dispatcher when the person has seen some: what one part of a page says so is news to the others.</summary>
    public event Action? Seen;

    /// <summary>Reads the newest.</summary>
    public Task<BcsResult<NotificationPage>> ListAsync(string tenant, int limit, CancellationToken cancellationToken) =>
        bff.GetAsync<NotificationPage>(
            PortalUrls.With(BffRoutes.Notifications, ("tenant", tenant), ("limit", limit.ToString(CultureInfo.InvariantCulture))), cancellationToken);

    /// <summary>Reads a page of those that a filter leaves in.</summary>
    public Task<BcsResult<NotificationPage>> ListAsync(string tenant, NotificationsFilter filter, string? cursor, CancellationToken cancellationToken) =>
        bff.GetAsync<NotificationPage>(filter.Path(tenant, cursor), cancellationToken);

    /// <summary>Says that the person has seen some.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="ids">Which; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<BcsResult<Nothing>> MarkReadAsync(string tenant, IReadOnlyList<string>? ids, CancellationToken cancellationToken)
    {
        var result = await bff.SendAsync<Nothing>(
            HttpMethod.Post, PortalUrls.With(BffRoutes.Notifications + "/read", ("tenant", tenant)), new NotificationsRead(ids), cancellationToken);
        if (result is BcsResult<Nothing>.Ok)
        {
            Seen?.Invoke();
        }

        return result;
    }
}
