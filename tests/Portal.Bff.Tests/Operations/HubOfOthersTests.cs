using System.Net.WebSockets;

using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Access;
using Portal.Bff.Identity;
using Portal.Bff.Live;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations;

/// <summary>The hub of the whole gateway, with real sessions and every kind of event: nobody hears what is another company's.</summary>
public sealed class HubOfOthersTests(SqliteStack stack) : IClassFixture<SqliteStack>
{
    private const string Mine = "harbor";
    private const string Other = "sunrise";

    private static readonly string[] Asks =
    [
        "Subscribe", "SubscribeAsync", "Unsubscribe", "Join", "JoinGroup", "AddToGroup", "AddToGroupAsync", "Watch", "SubscribeService", "SubscribeOperation", "SubscribeMonitoring", "Replay", "ReplayAsync",
    ];

    private static readonly Dictionary<string, Action<IEventBroadcast, string>> Events = new()
    {
        [nameof(IEventBroadcast.OperationChanged)] = (b, tenant) => b.OperationChanged(
            new OperationDto("op-1", tenant, "createChannels", OperationStatuses.Finished, 1, "svc-1", "trade", "operator", DateTimeOffset.UnixEpoch, null, [], null, null)),
        [nameof(IEventBroadcast.ServiceChanged)] = (b, tenant) => b.ServiceChanged(new ServiceDto("svc-1", tenant, "trade", 1, DateTimeOffset.UnixEpoch, null, null)),
        [nameof(IEventBroadcast.ServiceRemoved)] = (b, tenant) => b.ServiceRemoved(new ServiceRemovedDto(tenant, "svc-1")),
        [nameof(IEventBroadcast.ConsortiumChanged)] = (b, tenant) => b.ConsortiumChanged(new ConsortiumDto(tenant, 1000, null, null, [], [], [])),
        [nameof(IEventBroadcast.CertificateChanged)] = (b, tenant) => b.CertificateChanged(new CertificateDto(
            "c-1", tenant, 1, "svc-1", "trade", "organization", "alice", CertificateKinds.Generated, false, null, null, null, null, CertificateStates.Active, null, 1, "00", "operator", DateTimeOffset.UnixEpoch, "a-1", null)),
        [nameof(IEventBroadcast.NotificationAdded)] = (b, tenant) => b.NotificationAdded(
            new NotificationDto("n-1", tenant, NotificationKinds.OperationFinished, DateTimeOffset.UnixEpoch, new Dictionary<string, string>(), false), Groups(tenant)),
    };

    private IEventBroadcast Broadcast => stack.Bff.Services.GetRequiredService<IEventBroadcast>();

    private HubConnections Connections => stack.Bff.Services.GetRequiredService<HubConnections>();

    [Fact]
    public async Task Whatever_a_client_asks_for_it_hears_every_event_of_its_own_tenant_and_none_of_anothers()
    {
        Assert.Equal(typeof(IEventBroadcast).GetMethods().Select(m => m.Name).Order(StringComparer.Ordinal), Events.Keys.Order(StringComparer.Ordinal));
        var ready = Connections.Ready;
        var query = "?tenant=" + Other + string.Concat(Groups(Other).Select(g => "&group=" + Uri.EscapeDataString(g)));
        await using var mine = await ConnectAsync(await stack.Bff.SignInAsync(Mine), query);
        await using var other = await ConnectAsync(await stack.Bff.SignInAsync(Other));
        await Eventually.TrueAsync(() => Connections.Ready == ready + 2, "both are in their groups");

        var served = new List<string>();
        foreach (var method in Asks.Concat(typeof(EventsHub).GetMethods().Concat(typeof(IPortalEvents).GetMethods()).Select(m => m.Name)).Distinct())
        {
            foreach (var topic in Groups(Other).Append(Other).Append("svc-1").Append("op-1"))
            {
                foreach (var arguments in (object?[][])[[topic], [Other, topic], [new[] { topic }]])
                {
                    served.AddRange(await Record.ExceptionAsync(() => mine.SendAsync(method, arguments)) is HubException ? [] : [$"{method}({topic})"]);
                }
            }
        }

        Assert.Empty(served);
        Announce(Other);
        Announce(Mine);

        await Eventually.TrueAsync(() => Heard(mine, Mine).Count == Events.Count && Heard(other, Other).Count == Events.Count, "each hears of its own");
        Assert.Empty(Heard(mine, Other));
        Assert.Empty(Heard(other, Mine));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_whose_session_has_ended_hears_nothing_more_and_cannot_come_back(bool signsOut)
    {
        using var browser = await stack.Bff.SignInAsync(Mine);
        using var witness = await stack.Bff.SignInAsync(Mine);
        var cookie = browser.Cookies.GetCookieHeader(stack.Bff.Url);
        var ready = Connections.Ready;
        await using var ended = await ConnectAsync(browser);
        await using var still = await ConnectAsync(witness);
        await Eventually.TrueAsync(() => Connections.Ready == ready + 2, "both are in their groups");
        Announce(Mine);
        await Eventually.TrueAsync(() => Heard(ended, Mine).Count == Events.Count && Heard(still, Mine).Count == Events.Count, "both hear");

        if (signsOut)
        {
            using var answer = await browser.SendAsync(HttpMethod.Post, BffRoutes.SignOut);
        }
        else
        {
            var session = (await (await browser.GetAsync(BffRoutes.User)).JsonAsync()).GetProperty("session").GetProperty("id").GetString();
            using var answer = await witness.SendAsync(HttpMethod.Delete, $"{BffRoutes.Sessions}/{session}");
            answer.EnsureSuccessStatusCode();
        }

        await Eventually.TrueAsync(() => ended.State == HubConnectionState.Disconnected, "the connection closes", TimeSpan.FromSeconds(30));
        var (before, seen) = (ended.Operations.Count, still.Operations.Count);
        Announce(Mine);
        await Eventually.TrueAsync(() => still.Operations.Count > seen, "the other one hears");
        Assert.Equal((before, "ended"), (ended.Operations.Count, Assert.Single(ended.Farewells)));
        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(stack.Bff.Url, Headers(cookie)));
    }

    [Fact]
    public async Task Person_whose_roles_are_gone_hears_nothing_more_on_the_old_connection_and_nothing_on_a_new_one()
    {
        using var browser = await stack.Bff.SignInAsync(Mine, "auditor");
        using var witness = await stack.Bff.SignInAsync(Mine);
        var ready = Connections.Ready;
        await using var old = await ConnectAsync(browser);
        await using var still = await ConnectAsync(witness);
        await Eventually.TrueAsync(() => Connections.Ready == ready + 2, "both are in their groups");
        Announce(Mine);
        await Eventually.TrueAsync(() => !old.Operations.IsEmpty && !still.Operations.IsEmpty, "both hear");

        var user = (await (await browser.GetAsync(BffRoutes.User)).JsonAsync()).GetProperty("user").GetProperty("id").GetString()!;
        await using (var db = await stack.Bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            db.RemoveRange(await db.Set<GrantRow>().Where(g => g.UserId == user).ToListAsync());
            await db.SaveChangesAsync();
        }

        stack.Bff.Services.GetRequiredService<IMemoryCache>().Remove((typeof(AccessEngine), user));
        await Connections.RegroupAsync(default);
        await using var late = await ConnectAsync(browser);
        await Eventually.TrueAsync(() => Connections.Ready == ready + 3, "the new one is in its groups, which are none");
        var (before, seen) = (old.Operations.Count, still.Operations.Count);
        Announce(Mine);

        await Eventually.TrueAsync(() => still.Operations.Count > seen, "the other one hears");
        Assert.Equal(before, old.Operations.Count);
        Assert.Empty(Heard(late, Mine));
    }

    private static string[] Groups(string tenant) =>
    [
        EventGroups.Operations(tenant), EventGroups.Services(tenant), EventGroups.ServiceNames(tenant), EventGroups.Consortium(tenant), EventGroups.Certificates(tenant), EventGroups.Person(tenant, "iam:x/operator"),
    ];

    private static HashSet<string> Heard(HubClient client, string tenant) =>
    [
        .. client.Operations.Where(o => o.Tenant == tenant).Select(_ => nameof(IEventBroadcast.OperationChanged)),
        .. client.Services.Where(s => s.Tenant == tenant).Select(_ => nameof(IEventBroadcast.ServiceChanged)),
        .. client.Removed.Where(s => s.Tenant == tenant).Select(_ => nameof(IEventBroadcast.ServiceRemoved)),
        .. client.Consortia.Where(c => c.Tenant == tenant).Select(_ => nameof(IEventBroadcast.ConsortiumChanged)),
        .. client.Certificates.Where(c => c.Tenant == tenant).Select(_ => nameof(IEventBroadcast.CertificateChanged)),
        .. client.Notifications.Where(n => n.Tenant == tenant).Select(_ => nameof(IEventBroadcast.NotificationAdded)),
    ];

    private static Dictionary<string, string> Headers(string cookie) => new() { ["Cookie"] = cookie, [BffHeaders.Csrf] = "1" };

    private Task<HubClient> ConnectAsync(PortalBrowser browser, string query = "") =>
        HubClient.ConnectAsync(stack.Bff.Url, Headers(browser.Cookies.GetCookieHeader(stack.Bff.Url)), query);

    private void Announce(string tenant)
    {
        foreach (var announce in Events.Values)
        {
            announce(Broadcast, tenant);
        }
    }
}
