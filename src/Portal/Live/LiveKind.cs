using Microsoft.AspNetCore.SignalR.Client;

namespace Portal.Live;

/// <summary>A kind of event that the hub pushes, and how its events are told apart.</summary>
internal abstract class LiveKind(string method)
{
    /// <summary>Name of the hub's message.</summary>
    public string Method => method;

    /// <summary>Hands what a connection receives of this kind to a feed.</summary>
    public abstract void Connect(HubConnection connection, EventFeed feed);
}

/// <summary>A kind of event with what it carries.</summary>
/// <typeparam name="T">What it carries.</typeparam>
/// <param name="method">Name of the hub's message.</param>
/// <param name="tenant">Tenant that an event belongs to.</param>
/// <param name="id">Id, unique in its kind and tenant.</param>
/// <param name="version">Counts the changes of one id; null where events have no order.</param>
internal sealed class LiveKind<T>(string method, Func<T, string> tenant, Func<T, string> id, Func<T, long>? version = null) : LiveKind(method)
{
    /// <summary>Tenant that an event belongs to.</summary>
    public string Tenant(T pushed) => tenant(pushed);

    /// <summary>Id, unique in its kind and tenant.</summary>
    public string Id(T pushed) => id(pushed);

    /// <summary>Version, or null where events have no order.</summary>
    public long? Version(T pushed) => version?.Invoke(pushed);

    /// <summary>True if one value is about the same as another and not newer.</summary>
    public bool IsOld(T value, T known) => Id(value) == Id(known) && Version(value) <= Version(known);

    /// <inheritdoc/>
    public override void Connect(HubConnection connection, EventFeed feed) => connection.On<T>(Method, feed.PublishAsync<T>);
}
