using System.Collections.Concurrent;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Live;
using Portal.Testing;

namespace Portal.Tests.Live;

/// <summary>The circuit's connection to a real hub over a real socket.</summary>
public sealed class HubLinkTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<IHeaderDictionary> _handshakes = new();
    private readonly ConcurrentDictionary<string, HubCallerContext> _connections = new();
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly EventFeed _feed = new();
    private readonly PortalContext _portal = new();
    private WebApplication _gateway = null!;
    private HubLink _link = null!;
    private BffTransport _transport = null!;
    private volatile int _status = StatusCodes.Status200OK;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR();
        builder.Services.AddSingleton(_connections);
        _gateway = builder.Build();
        _gateway.Use(async (context, next) =>
        {
            _handshakes.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary()));
            if (_status is StatusCodes.Status200OK)
            {
                await next();
            }
            else
            {
                context.Response.StatusCode = _status;
            }
        });
        _gateway.MapHub<Hub>(BffRoutes.EventsHub);
        await _gateway.StartAsync();

        var session = _portal.Services.GetRequiredService<CircuitSession>();
        await session.LoadAsync();
        _transport = new BffTransport(new Uri(_gateway.Urls.Single()), new SocketsHttpHandler());
        _link = new HubLink(_transport, session, _feed, TimeProvider.System, LoggerFactory.Create(_ => { }).CreateLogger<HubLink>());
        _feed.Subscribe(s =>
        {
            s.On<OperationDto>(o => _heard.Enqueue($"operation {o.Version}"));
            s.ConnectionChanged = up => _heard.Enqueue(up ? "up" : "down");
            s.Reconnected = () => _heard.Enqueue("look");
            s.SessionEnded = () => _heard.Enqueue("ended");
        });
    }

    public async Task DisposeAsync()
    {
        await _link.DisposeAsync();
        await _gateway.DisposeAsync();
        _transport.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Handshake_carries_the_session_and_where_it_comes_from_and_events_reach_the_feed()
    {
        _link.Start();
        _link.Start();
        await ConnectedAsync();

        await Clients.All.OperationChanged(Some.Operation(7));

        await HeardAsync("up", "operation 7");
        var handshake = Assert.Single(_handshakes);
        Assert.Equal(
            ("portal=reference", "1", "127.0.0.1", "http", "localhost", "test"),
            (handshake.Cookie.ToString(), handshake[BffHeaders.Csrf].ToString(), handshake["X-Forwarded-For"].ToString(), handshake["X-Forwarded-Proto"].ToString(), handshake["X-Forwarded-Host"].ToString(),
                handshake.UserAgent.ToString()));
    }

    [Fact]
    public async Task Connection_that_broke_comes_back_and_asks_to_look_once()
    {
        _link.Start();
        await ConnectedAsync();
        _status = StatusCodes.Status503ServiceUnavailable;
        Break();
        await Eventually.TrueAsync(() => _handshakes.Count > 2, "it tries again more than once");

        _status = StatusCodes.Status200OK;

        await Eventually.TrueAsync(() => _heard.Contains("look"), "it is back");
        Assert.Equal(["up", "down", "look"], _heard.Distinct());
        Assert.Equal(["up", "look"], _heard.TakeLast(2));
    }

    [Fact]
    public async Task Refused_session_ends_the_page_and_nothing_is_tried_again()
    {
        _link.Start();
        await ConnectedAsync();
        _status = StatusCodes.Status401Unauthorized;

        Break();

        await HeardAsync("up", "down", "ended");
        await _link.PauseAsync();
        Assert.Equal(2, _handshakes.Count);
    }

    [Fact]
    public async Task Paused_connection_is_closed_until_it_is_resumed()
    {
        _link.Start();
        await ConnectedAsync();

        await _link.PauseAsync();

        await Eventually.TrueAsync(() => _connections.IsEmpty, "the gateway sees it closed");
        _link.Resume();
        await HeardAsync("up", "up", "look");
        await Eventually.TrueAsync(() => _connections.Count == 1, "the gateway has one connection");
    }

    private IHubClients<IPortalEvents> Clients => _gateway.Services.GetRequiredService<IHubContext<Hub, IPortalEvents>>().Clients;

    private void Break()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Abort();
        }
    }

    // The handshake ends before the hub knows the connection.
    private async Task ConnectedAsync()
    {
        await HeardAsync("up");
        await Eventually.TrueAsync(() => !_connections.IsEmpty, "the hub has the connection");
    }

    private Task HeardAsync(params string[] expected) => Eventually.TrueAsync(() => _heard.SequenceEqual(expected), string.Join(", ", expected));

    private sealed class Hub(ConcurrentDictionary<string, HubCallerContext> connections) : Hub<IPortalEvents>
    {
        public override Task OnConnectedAsync()
        {
            connections[Context.ConnectionId] = Context;
            return Task.CompletedTask;
        }

        public override Task OnDisconnectedAsync(Exception? exception)
        {
            connections.TryRemove(Context.ConnectionId, out _);
            return Task.CompletedTask;
        }
    }
}
