using System.Collections.Immutable;

namespace Portal.Live;

/// <summary>The events that one component follows. Handlers run on the connection's thread and must only pass on.</summary>
internal sealed class FeedSubscription(Action<FeedSubscription> remove) : IDisposable
{
    // Replaced and never changed: the connection may hand over an event while a component adds what it follows.
    private ImmutableDictionary<Type, Delegate> _handlers = ImmutableDictionary<Type, Delegate>.Empty;

    /// <summary>Runs when the session has ended.</summary>
    public Action? SessionEnded { get; set; }

    /// <summary>Runs when the connection came up (true) or went down.</summary>
    public Action<bool>? ConnectionChanged { get; set; }

    /// <summary>Runs when events may have been missed: what is shown has to be read again.</summary>
    public Action? Reconnected { get; set; }

    /// <summary>Follows a kind of event.</summary>
    /// <typeparam name="T">What it carries; one of <see cref="LiveKinds"/>.</typeparam>
    /// <param name="handler">Runs with each event.</param>
    public FeedSubscription On<T>(Action<T> handler)
    {
        var kind = LiveKinds.Of<T>().GetType();
        _handlers = _handlers.SetItem(kind, Delegate.Combine(_handlers.GetValueOrDefault(kind), handler));
        return this;
    }

    /// <summary>Hands an event over.</summary>
    public void Send<T>(T pushed) => (_handlers.GetValueOrDefault(typeof(LiveKind<T>)) as Action<T>)?.Invoke(pushed);

    /// <summary>Ends it.</summary>
    public void Dispose() => remove(this);
}
