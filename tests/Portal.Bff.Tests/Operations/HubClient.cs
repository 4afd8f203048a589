using System.Collections.Concurrent;

using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Bff.Tests.Operations;

/// <summary>A browser's connection to the hub, over a real WebSocket, that keeps what it hears.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private readonly HubConnection _connection;

    private HubClient(HubConnection connection)
    {
        _connection = connection;
        connection.On<OperationDto>(nameof(IPortalEvents.OperationChanged), Operations.Enqueue);
        connection.On<ServiceDto>(nameof(IPortalEvents.ServiceChanged), Services.Enqueue);
        connection.On<ServiceRemovedDto>(nameof(IPortalEvents.ServiceRemoved), Removed.Enqueue);
        connection.On<CertificateDto>(nameof(IPortalEvents.CertificateChanged), Certificates.Enqueue);
        connection.On<ConsortiumDto>(nameof(IPortalEvents.ConsortiumChanged), Consortia.Enqueue);
        connection.On<NotificationDto>(nameof(IPortalEvents.NotificationAdded), Notifications.Enqueue);
        connection.On<string>(nameof(IPortalEvents.SessionEnded), Farewells.Enqueue);
    }

    public ConcurrentQueue<OperationDto> Operations { get; } = new();

    public ConcurrentQueue<ServiceDto> Services { get; } = new();

    public ConcurrentQueue<ServiceRemovedDto> Removed { get; } = new();

    public ConcurrentQueue<CertificateDto> Certificates { get; } = new();

    public ConcurrentQueue<ConsortiumDto> Consortia { get; } = new();

    public ConcurrentQueue<NotificationDto> Notifications { get; } = new();

    public ConcurrentQueue<string> Farewells { get; } = new();

    public HubConnectionState State => _connection.State;

    /// <summary>Connects with a session's cookie, or without one.</summary>
    public static Task<HubClient> ConnectAsync(Uri server, string? handle) =>
        ConnectAsync(server, handle is null ? [] : new() { ["Cookie"] = "session=" + handle });

    /// <summary>Connects with these headers, and with a query if need be.</summary>
    public static async Task<HubClient> ConnectAsync(Uri server, Dictionary<string, string> headers, string query = "")
    {
        var client = new HubClient(new HubConnectionBuilder()
            .WithUrl(new Uri(server, BffRoutes.EventsHub + query), HttpTransportType.WebSockets, o =>
            {
                o.SkipNegotiation = true;
                o.Headers = headers;
            })
            .Build());
        await client._connection.StartAsync();
        return client;
    }

    public Task SendAsync(string method, params object?[] arguments) => _connection.InvokeCoreAsync(method, arguments);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
