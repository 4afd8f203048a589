using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

using Portal.Bff.Identity;
using Portal.Contracts;

namespace Portal.Bff.Live;

/// <summary>
/// Pushes events to signed-in browsers. What a connection hears follows from its session alone: clients call nothing and
/// name no groups.
/// </summary>
[Authorize]
internal sealed class EventsHub(HubConnections connections, EventGroups groups, IEnumerable<IConnectionReplay> replays) : Hub<IPortalEvents>
{
    public override async Task OnConnectedAsync()
    {
        if (PortalSession.From(Context.User) is not { } session || !await connections.AddAsync(session, Context))
        {
            Context.Abort();
            return;
        }

        var mine = await groups.OfAsync(session, Context.ConnectionAborted);
        foreach (var tenant in session.TenantIds)
        {
            foreach (var replay in replays)
            {
                await replay.ReplayAsync(tenant, mine, Clients.Caller, Context.ConnectionAborted);
            }
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
