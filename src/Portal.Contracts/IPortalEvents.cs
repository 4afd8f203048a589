using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Contracts;

/// <summary>Events that the hub <see cref="BffRoutes.EventsHub"/> pushes. Each carries the whole new state; nobody asks back.</summary>
public interface IPortalEvents
{
    /// <summary>A new version of an operation was stored.</summary>
    Task OperationChanged(OperationDto operation);

    /// <summary>A service appeared or changed.</summary>
    Task ServiceChanged(ServiceDto service);

    /// <summary>A service is gone.</summary>
    Task ServiceRemoved(ServiceRemovedDto service);

    /// <summary>Members, invitations or acceptances of a tenant changed.</summary>
    Task ConsortiumChanged(ConsortiumDto consortium);

    /// <summary>There is something new to know.</summary>
    Task NotificationAdded(NotificationDto notification);

    /// <summary>A certificate was handed out, frozen or unfrozen.</summary>
    Task CertificateChanged(CertificateDto certificate);

    /// <summary>This session has ended; the connection closes after it.</summary>
    Task SessionEnded(string reason);
}
