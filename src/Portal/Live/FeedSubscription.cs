using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Live;

/// <summary>What one component wants to hear. The handlers run on the connection's thread and must only pass on.</summary>
internal sealed class FeedSubscription(Action<FeedSubscription> remove) : IDisposable
{
    public Action<OperationDto>? Operation { get; set; }

    public Action<ServiceDto>? Service { get; set; }

    public Action<ServiceRemovedDto>? ServiceRemoved { get; set; }

    public Action<ConsortiumDto>? Consortium { get; set; }

    public Action<NotificationDto>? Notification { get; set; }

    public Action<CertificateDto>? Certificate { get; set; }

    public Action? SessionEnded { get; set; }

    public Action<bool>? ConnectionChanged { get; set; }

    /// <summary>Pushes may have been missed: look once.</summary>
    public Action? Reconnected { get; set; }

    public void Dispose() => remove(this);
}
