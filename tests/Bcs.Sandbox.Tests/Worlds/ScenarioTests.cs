using System.Net.Http.Json;

using Bcs.Sandbox.Tests.Conformance;

namespace Bcs.Sandbox.Tests.Worlds;

public sealed class ScenarioTests
{
    /// <summary>The live service's spellings, and the billing that the API cannot order.</summary>
    private static readonly Violation[] LiveDifferences =
    [
        new("$.dms_kafka_info.order_fade_enable", "declared"), new("$.loght_peer_info", "declared"), new("$.basic_info.cluster_type", "enum"), new("$.basic_info.charging_mode", "enum"),
    ];

    private static readonly string[] Companies = ["harbor", "meridian", "sunrise"];

    [Fact]
    public async Task Demo_is_a_consortium_with_a_past()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Scenario=demo");
        var (statuses, operations, notifications, types) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var tenant in Companies)
        {
            foreach (var service in (await sandbox.GetAsync("/blockchains", tenant))["blockchains"]!.AsArray())
            {
                var detail = await sandbox.GetAsync($"/blockchains/{service!["id"]}", tenant);
                Assert.Equal([], SchemaCheck.Find(detail, "queryBcsService").Except(LiveDifferences));
                statuses.Add(detail["basic_info"]!["status"]!.GetValue<string>());
                types.Add($"{detail["basic_info"]!["service_type"]} {detail["basic_info"]!["consensus"]} {detail["basic_info"]!["cluster_type"]}");
                await sandbox.GetAsync($"/blockchains/{service["id"]}/channels", tenant);
                await sandbox.GetAsync($"/blockchains/{service["id"]}/nodes", tenant);
                await sandbox.GetAsync($"/blockchains/{service["id"]}/status", tenant);
            }

            var records = (await sandbox.GetAsync("/operation/record", tenant))["operation_records"]!.AsArray().Select(r => r!).ToList();
            Assert.Equal(records.OrderBy(r => r["record_time"]!.GetValue<long>()), records);
            operations.AddRange(records.Select(r => r["operation_status"]!.GetValue<string>()));
            notifications.AddRange((await sandbox.NotificationsAsync(tenant)).Select(n => n["status"]!.GetValue<string>()));
            Assert.True((await sandbox.GetAsync("/quotas", tenant))["resources"]![0]!["free"]!.GetValue<int>() > 0);
        }

        Assert.Equal(["Abnormal", "EipAbnormal", "Freeze", "Hibernation", "Normal"], statuses.Distinct().Order());
        Assert.True(types.Distinct().Count() >= 4, string.Join(", ", types.Distinct()));
        Assert.Equal(["failed", "finished"], operations.Distinct().Order());
        Assert.True(operations.Count >= 25, $"{operations.Count} operations");
        Assert.Equal(["agreed", "quit", "reject", "waiting"], notifications.Distinct().Order());
        Assert.Equal(2, (await sandbox.NotificationsAsync("harbor")).Count(n => n["status"]!.GetValue<string>() == "waiting" && n["invitor_info"]!["invitor_id"]!.GetValue<string>() != SandboxHost.DomainId()));
        Assert.Contains(await sandbox.NotificationsAsync("harbor"), n => n["status"]!.GetValue<string>() == "waiting" && n["invitor_info"]!["invitor_id"]!.GetValue<string>() == SandboxHost.DomainId());
    }

    [Fact]
    public async Task Demo_goes_on_living()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Scenario=demo");
        var trade = await IdAsync(sandbox, "harbor-trade", "harbor");
        var finance = await IdAsync(sandbox, "sunrise-finance", "sunrise");
        await sandbox.AcceptAsync(Some.Acceptance("customs", "harbor", trade, "harbor-trade", "sunrise", finance, "sunrise-finance", "sunrise-bank"), "sunrise");
        Assert.Contains("sunrise-bank", (await sandbox.GetAsync($"/blockchains/{trade}/channels"))["channels"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == "customs")!["peers"]!.AsObject().Select(p => p.Key));
        await sandbox.ChangeAsync("PUT", $"/blockchains/{trade}/trade/peers/quit", """{"org_name":"port-operations","peers":1}""");
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("large")]
    public async Task Same_seed_makes_the_same_world(string scenario)
    {
        await using var sandbox = await SandboxHost.StartAsync([.. Small]);
        var worlds = new List<string>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            using var answer = await sandbox.Http.PostAsJsonAsync("/sandbox/reset", new { seed, scenario });
            answer.EnsureSuccessStatusCode();
            var services = (await sandbox.GetAsync("/blockchains"))["blockchains"]!.AsArray();
            worlds.Add(services.ToJsonString() + (await sandbox.GetAsync($"/blockchains/{services[0]!["id"]}/nodes")).ToJsonString());
        }

        Assert.Equal(worlds[0], worlds[1]);
        Assert.NotEqual(worlds[0], worlds[2]);
    }

    internal static string[] Small => ["--Sandbox:Large:Tenants=50", "--Sandbox:Large:Services=200", "--Sandbox:Large:Operations=10000"];

    private static async Task<string> IdAsync(SandboxHost sandbox, string name, string tenant) =>
        (await sandbox.GetAsync("/blockchains", tenant))["blockchains"]!.AsArray().Single(s => s!["name"]!.GetValue<string>() == name)!["id"]!.GetValue<string>();
}
