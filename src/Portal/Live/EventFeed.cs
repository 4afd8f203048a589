using System.Globalization;

namespace Portal.Live;

/// <summary>
/// Hands what the hub pushes to the components of one circuit. Components subscribe before they load, so that nothing falls
/// between; what is older than something already handed out is dropped here, for all of them.
/// </summary>
internal sealed class EventFeed
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

    /// <summary>Tells of each event of a kind in a tenant, on the connection's thread.</summary>
    /// <typeparam name="T">What it carries; one of <see cref="LiveKinds"/>.</typeparam>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="changed">Runs with each event.</param>
    /// <returns>Ends it.</returns>
    public IDisposable Watch<T>(string tenant, Action changed) => Subscribe(s => s.On<T>(pushed =>
    {
        if (LiveKinds.Of<T>().Tenant(pushed) == tenant)
        {
            changed();
        }
    }));

    /// <summary>Hands an event to everybody who follows its kind, unless a version that is as new was handed out before.</summary>
    /// <typeparam name="T">What it carries; one of <see cref="LiveKinds"/>.</typeparam>
    public Task PublishAsync<T>(T pushed)
    {
        var kind = LiveKinds.Of<T>();
        return kind.Version(pushed) is { } version && !IsNewer($"{kind.Method}/{kind.Tenant(pushed)}/{kind.Id(pushed)}", version)
            ? Task.CompletedTask
            : Publish(s => s.Send(pushed));
    }

    /// <summary>The session has ended.</summary>
    public Task EndSessionAsync() => Publish(s => s.SessionEnded?.Invoke());

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
