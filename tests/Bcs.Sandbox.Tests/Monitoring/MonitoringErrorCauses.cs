namespace Bcs.Sandbox.Tests.Monitoring;

/// <summary>Every error code that a caller of 5.3.1 to 5.3.5 can cause, with the call that causes it.</summary>
public sealed class MonitoringErrorCauses(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    private const string Absent = "5adc2ce2-9712-11ea-9535-0255ac100b0d";

    public static TheoryData<string, string, string?> Calls => new()
    {
        { "BCS.4004025", "metric/list", "[]" },
        { "BCS.4004025", "metric/list", """{"metric_names":"cpuUsage"}""" },
        { "BCS.4001108", "metric/list", """{"metric_names":["cpuUsage","heartRate"]}""" },
        { "BCS.4004025", "entity/metric/list", null },
        { "BCS.400402", "entity/metric/list", """{"type":"node"}""" },
        { "BCS.4004024", "entity/metric/list", """{"type":"org","entity_name":"strangers"}""" },
        { "BCS.4004024", "entity/metric/list", """{"type":"plugin","entity_name":"baas-agent"}""" },
        { "BCS.4004025", "entity/instance/metric/list", null },
        { "BCS.4006014", "entity/instance/metric/list", """{"type":"org"}""" },
        { "BCS.4006014", "entity/instance/metric/list", """{"type":"org","entity_name":"baas-agent"}""" },
        { "BCS.400402", "entity/instance/metric/list", """{"type":"node","entity_name":"baas-agent","instance_name":"x"}""" },
        { "BCS.4004024", "entity/instance/metric/list", """{"type":"org","entity_name":"strangers","instance_name":"x"}""" },
        { "BCS.4004029", "entity/instance/metric/list", """{"type":"org","entity_name":"baas-agent","instance_name":"x"}""" },
        { "BCS.4004025", "events", null },
        { "BCS.4006014", "events", """{"step":60000}""" },
        { "BCS.4006014", "events", """{"time_range":"yesterday","step":60000}""" },
        { "BCS.4006014", "events", """{"time_range":"2000.1000.1","step":60000}""" },
        { "BCS.4006014", "events", """{"time_range":"-1.-1.60"}""" },
        { "BCS.4006014", "events", """{"time_range":"-1.-1.60","step":0}""" },
        { "BCS.4006014", "events", """{"time_range":"-1.-1.60","step":1}""" },
        { "BCS.4006014", "events", """{"time_range":"-1.-1.60","step":60000,"sort":{"order":"sideways"}}""" },
        { "BCS.4006014", "events", """{"time_range":"-1.-1.60","step":60000,"metadata_relation":[{"key":"x","value":["y"],"relation":"XOR"}]}""" },
        { "BCS.4004025", "events/statistic", """{"time_range":1}""" },
        { "BCS.4006014", "events/statistic", """{"time_range":"-1.-1.60"}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_is_refused_with_its_code(string code, string path, string? body)
    {
        var id = await ServiceAsync("bcs-causes", null);
        SandboxTest.AssertRefused(400, code, await shared.Sandbox.CallAsync("POST", $"/blockchains/{id}/{path}", body));
        SandboxTest.AssertRefused(400, "BCS.4001011", await shared.Sandbox.CallAsync("POST", $"/blockchains/{Absent}/{path}", body));
    }

    [Fact]
    public async Task Instances_on_edge_nodes_are_not_monitored()
    {
        var id = await ServiceAsync("bcs-edge", r =>
        {
            r["cluster_type"] = "ief";
            r["ief_deploy_mode"] = 0;
            r["peer_orgs"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["name"] = "organization", ["node_count"] = 2 });
            r["ief_nodes_info"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"id":"n1","status":"ACTIVE","public_ip_address":"198.18.0.1"}]""");
        });
        SandboxTest.AssertRefused(400, "BCS.4004021", await shared.Sandbox.CallAsync(
            "POST", $"/blockchains/{id}/entity/instance/metric/list", new { type = "org", entity_name = "baas-agent", instance_name = "x" }));
    }

    private async Task<string> ServiceAsync(string name, Action<System.Text.Json.Nodes.JsonObject>? change)
    {
        var known = (await shared.Sandbox.GetAsync("/blockchains"))["blockchains"]!.AsArray().FirstOrDefault(s => s!["name"]!.GetValue<string>() == name);
        return known?["id"]!.GetValue<string>() ?? await shared.Sandbox.ReadyServiceAsync(name, change: change);
    }
}
