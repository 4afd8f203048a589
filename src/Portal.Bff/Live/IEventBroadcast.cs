using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Bff.Live;

/// <summary>
/// Announces what was stored to everybody who may see it. Returns without waiting for the receivers: one that stalls must
/// not hold up the others or the poller.
/// </summary>
internal interface IEventBroadcast
{
    /// <summary>A new version of an operation was stored.</summary>
    void OperationChanged(OperationDto operation);

    /// <summary>A new version of a service was stored.</summary>
    void ServiceChanged(ServiceDto service);

    /// <summary>A new version of a certificate was stored.</summary>
    void CertificateChanged(CertificateDto certificate);

    /// <summary>A service is gone.</summary>
    void ServiceRemoved(ServiceRemovedDto service);

    /// <summary>A new version of a tenant's consortia was stored.</summary>
    void ConsortiumChanged(ConsortiumDto consortium);

    /// <summary>A notification was stored.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="groups">Who may hear of it.</param>
    void NotificationAdded(NotificationDto notification, IReadOnlyList<string> groups);
}
