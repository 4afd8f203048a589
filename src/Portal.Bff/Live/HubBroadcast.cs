using Microsoft.AspNetCore.SignalR;

using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Bff.Live;

/// <summary>Announces to the browsers connected to this instance. A message is handed to all connections in order; the transport drops those that stall.</summary>
internal sealed partial class HubBroadcast(IHubContext<EventsHub, IPortalEvents> hub, ILogger<HubBroadcast> logger) : IEventBroadcast
{
    public void OperationChanged(OperationDto operation) =>
        _ = ObserveAsync(hub.Clients.Group(EventGroups.Operations(operation.Tenant)).OperationChanged(operation));

    public void ServiceChanged(ServiceDto service)
    {
        _ = ObserveAsync(hub.Clients.Group(EventGroups.Services(service.Tenant)).ServiceChanged(service));
        _ = ObserveAsync(hub.Clients.Group(EventGroups.ServiceNames(service.Tenant)).ServiceChanged(service with { Detail = null }));
    }

    public void ServiceRemoved(ServiceRemovedDto service) =>
        _ = ObserveAsync(
            hub.Clients.Groups(EventGroups.Services(service.Tenant), EventGroups.ServiceNames(service.Tenant)).ServiceRemoved(service));

    public void ConsortiumChanged(ConsortiumDto consortium) =>
        _ = ObserveAsync(hub.Clients.Group(EventGroups.Consortium(consortium.Tenant)).ConsortiumChanged(consortium));

    public void NotificationAdded(NotificationDto notification, IReadOnlyList<string> groups) =>
        _ = ObserveAsync(hub.Clients.Groups(groups).NotificationAdded(notification));

    public void CertificateChanged(CertificateDto certificate) =>
        _ = ObserveAsync(hub.Clients.Group(EventGroups.Certificates(certificate.Tenant)).CertificateChanged(certificate));

    private async Task ObserveAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception exception)
        {
            // Who missed it reads the store on reconnecting.
            LogMissed(logger, exception);
        }
    }

    [LoggerMessage(740, LogLevel.Debug, "An announcement did not reach every connection")]
    private static partial void LogMissed(ILogger logger, Exception exception);
}
