using System.Net.WebSockets;

using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

using Portal.Bff.Live;
using Portal.Bff.Tests.Audit;
using Portal.Contracts.Operations;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations;

public sealed class HubTests
{
    private const string Tenant = "harbor";
    private const string ListRecord = "bcs:fabricInstance:listRecord";

    private readonly People _people = new();

    [Fact]
    public async Task Browsers_hear_the_operations_that_their_grants_allow_and_no_others()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant, "meridian");
        await using var host = await OperationsHost.StartAsync(database, cloud, TimeProvider.System, _people, browsers: true);
        _people.Grant("olivia", Tenant, ListRecord);
        _people.Grant("mei", "meridian", ListRecord);
        _people.Grant("nobody", Tenant, "bcs:fabricInstance:list");
        _people.SignIn("s-olivia", "olivia", Tenant);
        _people.SignIn("s-mei", "mei", "meridian");
        _people.SignIn("s-nobody", "nobody", Tenant);
        await using var olivia = await HubClient.ConnectAsync(host.Url, "s-olivia");
        await using var mei = await HubClient.ConnectAsync(host.Url, "s-mei");
        await using var nobody = await HubClient.ConnectAsync(host.Url, "s-nobody");
        await ConnectedAsync(host, 3);

        await host.TrackAsync(Tenant, "op-h");
        await host.TrackAsync("meridian", "op-m");
        await Eventually.TrueAsync(() => !olivia.Operations.IsEmpty && !mei.Operations.IsEmpty, "both hear their operation");

        // Grants that come later count within two seconds, without a new connection.
        _people.Grant("nobody", Tenant, ListRecord);
        _people.Grant("olivia", Tenant);
        await host.Get<HubConnections>().RegroupAsync(default);
        await host.TrackAsync(Tenant, "op-later");
        await host.TrackAsync("meridian", "op-later");
        await Eventually.TrueAsync(() => !nobody.Operations.IsEmpty && mei.Operations.Count == 2, "the new grant is heard");

        Assert.Equal(["op-h"], olivia.Operations.Select(o => o.Id));
        Assert.Equal(["op-m", "op-later"], mei.Operations.Select(o => o.Id));
        Assert.Equal([(Tenant, "op-later")], nobody.Operations.Select(o => (o.Tenant, o.Id)));
    }

    [Fact]
    public async Task A_new_connection_hears_at_once_what_runs_in_its_own_tenants()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant, "meridian");
        await using var host = await OperationsHost.StartAsync(database, cloud, TimeProvider.System, _people, browsers: true);
        _people.Grant("olivia", Tenant, ListRecord);
        _people.SignIn("s-olivia", "olivia", Tenant);
        await host.TrackAsync(Tenant, "op-runs");
        await host.TrackAsync("meridian", "op-foreign");

        await using var olivia = await HubClient.ConnectAsync(host.Url, "s-olivia");

        await Eventually.TrueAsync(() => !olivia.Operations.IsEmpty, "what runs is replayed");
        await host.TrackAsync(Tenant, "op-later");
        await Eventually.TrueAsync(() => olivia.Operations.Count == 2, "what follows is pushed");
        Assert.Equal(["op-runs", "op-later"], olivia.Operations.Select(o => o.Id));
        Assert.All(olivia.Operations, o => Assert.Equal([o.Version], o.Events.Select(e => e.Version).Distinct()));
    }

    [Fact]
    public async Task Anonymous_connection_is_refused_and_clients_cannot_call_anything()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, TimeProvider.System, _people, browsers: true);
        _people.SignIn("s-1", "olivia", Tenant);

        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(host.Url, null));
        await using var client = await HubClient.ConnectAsync(host.Url, "s-1");
        foreach (var method in (string[])["OnConnectedAsync", "AddToGroup", "OperationChanged"])
        {
            await Assert.ThrowsAnyAsync<HubException>(() => client.SendAsync(method, "operations:harbor"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_of_an_ended_session_is_told_and_closed_within_five_seconds(bool elsewhere)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, TimeProvider.System, _people, browsers: true);
        _people.SignIn("s-1", "olivia", Tenant);
        _people.SignIn("s-2", "olivia", Tenant);
        await using var ended = await HubClient.ConnectAsync(host.Url, "s-1");
        await using var other = await HubClient.ConnectAsync(host.Url, "s-2");
        await ConnectedAsync(host, 2);

        _people.End("s-1", elsewhere);

        await Eventually.TrueAsync(() => ended.State == HubConnectionState.Disconnected, "the connection closes", TimeSpan.FromSeconds(30));
        Assert.Equal(["ended"], ended.Farewells);
        Assert.Equal(HubConnectionState.Connected, other.State);
    }

    [Fact]
    public async Task Session_may_have_twenty_connections_and_no_more()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, TimeProvider.System, _people, browsers: true);
        _people.SignIn("s-1", "olivia", Tenant);
        var clients = new List<HubClient>();
        for (var i = 0; i < HubConnections.MostPerSession; i++)
        {
            clients.Add(await HubClient.ConnectAsync(host.Url, "s-1"));
        }

        await using var tooMany = await HubClient.ConnectAsync(host.Url, "s-1");

        await Eventually.TrueAsync(() => tooMany.State == HubConnectionState.Disconnected, "the last one is closed");
        Assert.All(clients, c => Assert.Equal(HubConnectionState.Connected, c.State));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_browsers_hear_the_same_events_and_what_they_hear_is_what_is_stored()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync(Tenant);
        var time = new ManualTimeProvider();
        await using var host = await OperationsHost.StartAsync(database, cloud, time, _people, browsers: true);
        _people.Grant("olivia", Tenant, ListRecord);
        _people.SignIn("s-1", "olivia", Tenant);
        _people.SignIn("s-2", "olivia", Tenant);
        await using var first = await HubClient.ConnectAsync(host.Url, "s-1");
        await using var second = await HubClient.ConnectAsync(host.Url, "s-2");
        await ConnectedAsync(host, 2);
        await host.TrackAsync(Tenant, "op-1");
        for (var i = 1; i <= 30; i++)
        {
            cloud[Tenant].Record("op-1", i < 30 ? "processing" : "finished", time.GetUtcNow(), steps: TenantCloud.Step("Deploy", "processing", ($"Part {i}", "finished", i * 1000, i * 2000)));
            time.Advance(TimeSpan.FromSeconds(1));
            await host.PollAsync();
        }

        await Eventually.TrueAsync(() => first.Operations.Any(Ended) && second.Operations.Any(Ended), "both hear the end");

        var stored = await host.FindAsync(Tenant, "op-1");
        Assert.Equal(stored.Events, first.Operations.SelectMany(o => o.Events));
        Assert.Equal(stored.Events, second.Operations.SelectMany(o => o.Events));
        Assert.Equal(Enumerable.Range(1, (int)stored.Version).Select(v => (long)v), first.Operations.Select(o => o.Version));

        static bool Ended(OperationDto operation) => operation.Status == OperationStatuses.Finished;
    }

    // The handshake ends before the server has put the connection into its groups.
    private static Task ConnectedAsync(OperationsHost host, int sessions) =>
        Eventually.TrueAsync(() => host.Get<HubConnections>().Ready == sessions, $"{sessions} connections are in their groups");
}
