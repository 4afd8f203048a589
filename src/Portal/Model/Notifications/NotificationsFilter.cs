using Portal.Contracts;
using Portal.Contracts.Notifications;

namespace Portal.Model.Notifications;

/// <summary>Which notifications are shown, as the address carries it.</summary>
/// <param name="Kind">One of <see cref="NotificationKinds"/>, or null for all.</param>
/// <param name="Unread">True for those not seen yet.</param>
public sealed record NotificationsFilter(string? Kind, bool Unread)
{
    /// <summary>True if anything is left out.</summary>
    public bool Any => Unread || !string.IsNullOrEmpty(Kind);

    /// <summary>True if a notification is among those that are shown.</summary>
    public bool Fits(NotificationDto notice) => (!Unread || !notice.Read) && (string.IsNullOrEmpty(Kind) || notice.Kind == Kind);

    /// <summary>The page that shows them.</summary>
    public string Url(string tenant, string? cursor = null) =>
        PortalUrls.With(PortalUrls.Notifications(tenant), ("kind", Kind), ("unread", Unread ? "true" : null), ("cursor", cursor));

    /// <summary>Where they are read.</summary>
    public string Path(string tenant, string? cursor) =>
        PortalUrls.With(BffRoutes.Notifications, ("tenant", tenant), ("kind", Kind), ("unread", Unread ? "true" : null), ("cursor", cursor));
}
