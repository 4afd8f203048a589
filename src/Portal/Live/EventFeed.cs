using System.Globalization;

using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Live;

/// <summary>
/// Hands what the hub pushes to the components of one circuit. Components subscribe before they load, so that nothing falls
/// between; what is older than something already handed out is dropped here, for all of them.
/// </summary>
internal sealed class EventFeed : IPortalEvents
{
    private readonly Lock _lock = new();
    private readonly List<FeedSubscription> _subscriptions = [];
    private readonly Dictionary<string, long> _versions = [];

    // A push arrives on the connection's thread; components have to render in the reader's language.
    private readonly CultureInfo _culture = CultureInfo.CurrentUICulture;

    /// <summary>True while the hub is connected.</summary>
    public bool Connected { get; private set; }

    /// <summary>Starts to listen.</summary>
    public FeedSubscription Subscribe(Action<FeedSubscription> configure)
    {
        var subscription = new FeedSubscription(Remove);
        configure(subscription);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    public Task OperationChanged(OperationDto operation) =>
        IsNewer($"o/{operation.Tenant}/{operation.Id}", operation.Version) ? Publish(s => s.Operation?.Invoke(operation)) : Task.CompletedTask;

    public Task ServiceChanged(ServiceDto service) =>
        IsNewer($"s/{service.Tenant}/{service.Id}", service.Version) ? Publish(s => s.Service?.Invoke(service)) : Task.CompletedTask;

    public Task ServiceRemoved(ServiceRemovedDto service) => Publish(s => s.ServiceRemoved?.Invoke(service));

    public Task ConsortiumChanged(ConsortiumDto consortium) =>
        IsNewer($"c/{consortium.Tenant}", consortium.Version) ? Publish(s => s.Consortium?.Invoke(consortium)) : Task.CompletedTask;

    public Task NotificationAdded(NotificationDto notification) => Publish(s => s.Notification?.Invoke(notification));

    public Task CertificateChanged(CertificateDto certificate) =>
        IsNewer($"cert/{certificate.Tenant}/{certificate.Id}", certificate.Version) ? Publish(s => s.Certificate?.Invoke(certificate)) : Task.CompletedTask;

    public Task SessionEnded(string reason) => Publish(s => s.SessionEnded?.Invoke());

    /// <summary>The connection came up or went down. After a gap each component has to look once what it missed.</summary>
    /// <param name="connected">True if it is up.</param>
    /// <param name="afterGap">True if it had been up before.</param>
    public Task ConnectionChanged(bool connected, bool afterGap)
    {
        Connected = connected;
        if (afterGap)
        {
            lock (_lock)
            {
                // The BFF may have been replaced by one with an older copy of its data: what is looked up next counts.
                _versions.Clear();
            }
        }

        return Publish(s =>
        {
            s.ConnectionChanged?.Invoke(connected);
            if (connected && afterGap)
            {
                s.Reconnected?.Invoke();
            }
        });
    }

    private bool IsNewer(string key, long version)
    {
        lock (_lock)
        {
            if (_versions.TryGetValue(key, out var known) && version <= known)
            {
                return false;
            }

            _versions[key] = version;
            return true;
        }
    }

    private Task Publish(Action<FeedSubscription> send)
    {
        FeedSubscription[] subscriptions;
        lock (_lock)
        {
            subscriptions = [.. _subscriptions];
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = _culture;
        foreach (var subscription in subscriptions)
        {
            send(subscription);
        }

        return Task.CompletedTask;
    }

    private void Remove(FeedSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Remove(subscription);
        }
    }
}
