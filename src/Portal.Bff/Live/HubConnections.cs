using System.Collections.Concurrent;

using Microsoft.AspNetCore.SignalR;

using Portal.Bff.Identity;
using Portal.Contracts;

namespace Portal.Bff.Live;

/// <summary>The open connections of this instance by their session, each with the groups it is in.</summary>
internal sealed class HubConnections(IHubContext<EventsHub, IPortalEvents> hub, EventGroups groups)
{
    /// <summary>How many connections one session may have; a browser needs one a tab.</summary>
    public const int MostPerSession = 20;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Connection> _connections = new();
    private readonly Lock _counting = new();

    /// <summary>Handles of the sessions that are connected.</summary>
    public IReadOnlyCollection<string> Handles => [.. _connections.Values.Select(c => c.Session.Handle).Distinct()];

    /// <summary>How many connections have been put into their groups.</summary>
    public int Ready => _connections.Values.Count(c => c.Grouped);

    /// <summary>Registers a connection and puts it into its groups. False if its session has too many.</summary>
    public async Task<bool> AddAsync(PortalSession session, HubCallerContext context)
    {
        var connection = new Connection(session, context);
        lock (_counting)
        {
            if (_connections.Values.Count(c => c.Session.Handle == session.Handle) >= MostPerSession)
            {
                return false;
            }

            _connections[context.ConnectionId] = connection;
        }

        await RegroupAsync(connection, context.ConnectionAborted);
        return true;
    }

    /// <summary>Forgets a connection that is closed.</summary>
    public void Remove(string connectionId) => _connections.TryRemove(connectionId, out _);

    /// <summary>Tells the connections of an ended session so, and closes them.</summary>
    public async Task EndAsync(string handle, string reason)
    {
        // Who ends the session and who looks after ended ones may come at once: each connection is told once.
        var ended = _connections.Values.Where(c => c.Session.Handle == handle && c.MayEnd()).ToList();
        if (ended.Count == 0)
        {
            return;
        }

        var told = hub.Clients.Clients(ended.Select(c => c.Context.ConnectionId)).SessionEnded(reason);
        await Task.WhenAny(told, Task.Delay(Farewell));
        foreach (var connection in ended)
        {
            connection.Context.Abort();
            Remove(connection.Context.ConnectionId);
        }
    }

    /// <summary>Moves the connections of living sessions into the groups of what they may do now.</summary>
    public async Task RegroupAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in _connections.Values)
        {
            await RegroupAsync(connection, cancellationToken);
        }
    }

    private async Task RegroupAsync(Connection connection, CancellationToken cancellationToken)
    {
        var allowed = await groups.OfAsync(connection.Session, cancellationToken);
        await connection.Turn.WaitAsync(cancellationToken);
        try
        {
            var id = connection.Context.ConnectionId;
            foreach (var group in connection.Groups.Except(allowed).ToList())
            {
                await hub.Groups.RemoveFromGroupAsync(id, group, cancellationToken);
                connection.Groups.Remove(group);
            }

            foreach (var group in allowed.Except(connection.Groups).ToList())
            {
                await hub.Groups.AddToGroupAsync(id, group, cancellationToken);
                connection.Groups.Add(group);
            }

            connection.Grouped = true;
        }
        finally
        {
            connection.Turn.Release();
        }
    }

    private sealed record Connection(PortalSession Session, HubCallerContext Context)
    {
        private int _ends;

        public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

        public bool Grouped { get; set; }

        public SemaphoreSlim Turn { get; } = new(1, 1);

        // True for the first who asks.
        public bool MayEnd() => Interlocked.Exchange(ref _ends, 1) == 0;
    }
}
