using System.Collections.Concurrent;

using Portal.Bff.Live;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Bff.Tests.Operations;

/// <summary>Keeps what was announced, in its order, where a test has no browser.</summary>
internal sealed class Announced : IEventBroadcast
{
    public ConcurrentQueue<OperationDto> Operations { get; } = new();

    public ConcurrentQueue<ServiceDto> Services { get; } = new();

    public ConcurrentQueue<ServiceRemovedDto> Removed { get; } = new();

    public ConcurrentQueue<ConsortiumDto> Consortia { get; } = new();

    public ConcurrentQueue<(NotificationDto Notification, IReadOnlyList<string> Groups)> Notifications { get; } = new();

    public void ConsortiumChanged(ConsortiumDto consortium) => Consortia.Enqueue(consortium);

    public void NotificationAdded(NotificationDto notification, IReadOnlyList<string> groups) => Notifications.Enqueue((notification, groups));

    public ConcurrentQueue<CertificateDto> Certificates { get; } = new();

    public void CertificateChanged(CertificateDto certificate) => Certificates.Enqueue(certificate);

    public void OperationChanged(OperationDto operation) => Operations.Enqueue(operation);

    public void ServiceChanged(ServiceDto service) => Services.Enqueue(service);

    public void ServiceRemoved(ServiceRemovedDto service) => Removed.Enqueue(service);
}
