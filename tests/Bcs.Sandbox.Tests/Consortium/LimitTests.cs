using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Consortium;

/// <summary>How many may be invited, in a world with enough tenants.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private SandboxHost _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await SandboxHost.StartAsync(
        "--Sandbox:Scenario=large", "--Sandbox:Large:Tenants=50", "--Sandbox:Large:Services=1", "--Sandbox:Large:Operations=0");

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task Channel_takes_five_and_a_consortium_fifty_tenants()
    {
        var founder = await _sandbox.UnionAsync("founder", "harbor", "port", "channel00");
        await _sandbox.ChangeAsync("POST", $"/blockchains/{founder}/channels", Some.Channels([.. Enumerable.Range(1, 9).Select(i => $"channel0{i}")]));
        Assert.Equal(200, (await InviteAsync(founder, "channel00", 1, 5)).Status);
        SandboxTest.AssertRefused(400, "BCS.4009103", await InviteAsync(founder, "channel00", 6, 1));
        SandboxTest.AssertRefused(400, "BCS.4009103", await InviteAsync(founder, "channel01", 6, 6));
        for (var i = 1; i < 9; i++)
        {
            Assert.Equal(200, (await InviteAsync(founder, $"channel0{i}", (5 * i) + 1, 5)).Status);
        }

        SandboxTest.AssertRefused(400, "BCS.4001062", await InviteAsync(founder, "channel09", 46, 5));
        Assert.Equal(200, (await InviteAsync(founder, "channel09", 46, 4)).Status);
        Assert.Equal(200, (await InviteAsync(founder, "channel09", 1, 1)).Status);
    }

    [Fact]
    public async Task Some_of_a_batch_may_be_refused_and_the_others_invited()
    {
        var founder = await _sandbox.UnionAsync("founder", "harbor", "port", "trade");
        Assert.Equal(200, (await InviteAsync(founder, "trade", 1, 2)).Status);
        SandboxTest.AssertRefused(400, "BCS.4006026", await InviteAsync(founder, "trade", 2, 2));
        SandboxTest.AssertRefused(400, "BCS.4006025", await InviteAsync(founder, "trade", 1, 3));
        Assert.Equal(3, (await _sandbox.NotificationsAsync("harbor")).Count);
    }

    [Fact]
    public async Task Hundred_invitations_wait_for_a_tenant_and_no_more()
    {
        var founders = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var founder = await _sandbox.UnionAsync($"founder-{i}", "meridian", "port", "channel00");
            await _sandbox.ChangeAsync("POST", $"/blockchains/{founder}/channels", Some.Channels([.. Enumerable.Range(1, 20).Select(c => $"channel{c:D2}")]), "meridian");
            founders.Add(founder);
        }

        for (var i = 0; i < 100; i++)
        {
            await _sandbox.InviteAsync(founders[i / 20], $"channel{i % 20:D2}", "meridian", "sunrise");
        }

        SandboxTest.AssertRefused(400, "BCS.4001063", await _sandbox.CallAsync("POST", "/members/invitations", Some.Invitation(founders[4], "channel20", "sunrise"), "meridian"));
        Assert.Equal(100, (await _sandbox.NotificationsAsync("sunrise")).Count);
        Assert.Equal(200, (await _sandbox.CallAsync("POST", "/notification/handle", Some.Rejection("channel00", "meridian", founders[0], "founder-0"), "sunrise")).Status);
        await _sandbox.InviteAsync(founders[4], "channel20", "meridian", "sunrise");
    }

    private Task<(int Status, JsonNode? Body)> InviteAsync(string service, string channel, int first, int count) => _sandbox.CallAsync("POST", "/members/invitations", new JsonObject
    {
        ["bcs_id"] = service,
        ["channel_name"] = channel,
        ["invited_userinfo"] = new JsonArray([.. Enumerable.Range(first, count).Select(i => new JsonObject { ["invited_user"] = $"company-{i:D3}" })]),
    });
}
