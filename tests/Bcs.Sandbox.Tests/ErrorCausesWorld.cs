using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests;

/// <summary>
/// One emulator with services in every state, for tables of calls that are refused and so change nothing. The clock stands still, so what is
/// going on stays so. In a table <c>@name</c> stands for the id of the service with that name.
/// </summary>
public sealed class ErrorCausesWorld : IAsyncLifetime
{
    /// <summary>An id that no service has.</summary>
    public const string Absent = "5adc2ce2-9712-11ea-9535-0255ac100b0d";

    private readonly Dictionary<string, string> _ids = [];
    private SandboxHost _sandbox = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync();
        await QuotaAsync("harbor", 50);
        await QuotaAsync("meridian", 50);
        await MakeServicesAsync();
        await MakeConsortiaAsync();
        await BeginChangesAsync();
        await QuotaAsync("sunrise", 0);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    /// <summary>Makes a call of a table and expects its code, status 400.</summary>
    public async Task AssertRefusedAsync(string code, string tenant, string method, string path, string? body) =>
        SandboxTest.AssertRefused(400, code, await _sandbox.CallAsync(method, Fill(path), body is null ? null : Fill(body), tenant));

    private string Fill(string text) => _ids.OrderByDescending(i => i.Key.Length).Aggregate(text, (t, i) => t.Replace($"@{i.Key}", i.Value, StringComparison.Ordinal));

    private async Task MakeServicesAsync()
    {
        await UnionAsync("founder", "harbor", "port", "trade");
        await _sandbox.ChangeAsync("POST", $"/blockchains/{_ids["founder"]}/channels", Some.Channels("empty"));
        await _sandbox.ChangeAsync("PUT", $"/blockchains/{_ids["founder"]}", """{"node_orgs":[{"name":"customs","node_count":1,"pvc_name":"pvc-1"}]}""");
        await UnionAsync("member", "meridian", "foods", "supply");
        await UnionAsync("other", "meridian", "foods", "trade");
        await UnionAsync("solitary", "meridian", "foods", "lone", r => r["consensus"] = "SFLIC");
        await UnionAsync("addressless", "harbor", "port", "inner", r => r["use_eip"] = false);
        await UnionAsync("addressless-member", "meridian", "port", "inner", r => r["use_eip"] = false);
        foreach (var name in new[] { "alone", "yearly", "frozen", "asleep", "unbound", "abnormal", "deleting", "upgrading", "busy" })
        {
            _ids[name] = await _sandbox.ReadyServiceAsync(name);
        }

        _ids["edge"] = await _sandbox.ReadyServiceAsync("edge", change: request =>
        {
            request["cluster_type"] = "ief";
            request["ief_deploy_mode"] = 1;
            request["ief_nodes_info"] = JsonNode.Parse("""[{"id":"n1","status":"ACTIVE","public_ip_address":"192.168.1.95"}]""");
            request["peer_orgs"] = JsonNode.Parse("""[{"name":"edge-org","node_count":1}]""");
        });
        await SetAsync("yearly", new { chargingMode = "yearly" });
        await SetAsync("frozen", new { status = "Freeze" });
        await SetAsync("asleep", new { status = "Hibernation" });
        await SetAsync("unbound", new { status = "EipAbnormal" });
        await SetAsync("abnormal", new { status = "Abnormal" });
        _ids["deleted"] = await _sandbox.ReadyServiceAsync("deleted");
        await _sandbox.ChangeAsync("DELETE", $"/blockchains/{_ids["deleted"]}");
    }

    private async Task MakeConsortiaAsync()
    {
        await JoinAsync("founder", "trade", "member");
        await UnionAsync("left", "harbor", "port", "once");
        await JoinAsync("left", "once", "member");
        await _sandbox.ChangeAsync("PUT", "/members/quit", Some.Exit("once", "harbor", _ids["left"], "meridian", _ids["member"]), "meridian");
        await UnionAsync("asking", "harbor", "port", "open");
        await _sandbox.InviteAsync(_ids["asking"], "open", "harbor", "meridian");
        await _sandbox.InviteAsync(_ids["asking"], "open", "harbor", "sunrise");
        Assert.Equal(200, (await _sandbox.CallAsync("POST", "/notification/handle", Some.Rejection("open", "harbor", _ids["asking"], "asking"), "sunrise")).Status);
        await UnionAsync("homonym", "harbor", "port", "supply");
        await _sandbox.InviteAsync(_ids["homonym"], "supply", "harbor", "meridian");
        await UnionAsync("paused", "harbor", "port", "pausing");
        await _sandbox.InviteAsync(_ids["paused"], "pausing", "harbor", "meridian");
        await SetAsync("paused", new { status = "Hibernation" });
        await UnionAsync("partner", "harbor", "port", "shared");
        await UnionAsync("partner-member", "meridian", "foods", "partnered");
        await JoinAsync("partner", "shared", "partner-member");
        await UnionAsync("joining", "harbor", "port", "soon");
        await UnionAsync("joining-member", "meridian", "foods", "joiner");
        await _sandbox.InviteAsync(_ids["joining"], "soon", "harbor", "meridian");
    }

    private async Task BeginChangesAsync()
    {
        (_ids["creating"], _) = await _sandbox.CreateServiceAsync("creating");
        await SetAsync("upgrading", new { upgrade = true });
        await BeginAsync("DELETE", $"/blockchains/{_ids["deleting"]}", null, "harbor");
        await BeginAsync("POST", $"/blockchains/{_ids["busy"]}/channels", Some.Channels("next"), "harbor");
        await BeginAsync("POST", $"/blockchains/{_ids["partner-member"]}/channels", Some.Channels("next"), "meridian");
        await BeginAsync("POST", "/notification/handle", Some.Acceptance("soon", "harbor", _ids["joining"], "joining", "meridian", _ids["joining-member"], "joining-member", "foods"), "meridian");
    }

    private async Task UnionAsync(string name, string tenant, string organization, string channel, Action<JsonObject>? change = null) =>
        _ids[name] = await _sandbox.UnionAsync(name, tenant, organization, channel, change);

    private async Task JoinAsync(string founder, string channel, string member)
    {
        await _sandbox.InviteAsync(_ids[founder], channel, "harbor", "meridian");
        await _sandbox.AcceptAsync(Some.Acceptance(channel, "harbor", _ids[founder], founder, "meridian", _ids[member], member, "foods"), "meridian");
    }

    private async Task BeginAsync(string method, string path, object? body, string tenant) =>
        Assert.Equal(200, (await _sandbox.CallAsync(method, path, body, tenant)).Status);

    private async Task SetAsync(string name, object setting)
    {
        using var answer = await _sandbox.Http.PostAsJsonAsync($"/sandbox/services/{_ids[name]}", setting);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task QuotaAsync(string tenant, int quota)
    {
        using var answer = await _sandbox.Http.PutAsJsonAsync($"/sandbox/tenants/{tenant}", new { serviceQuota = quota });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
