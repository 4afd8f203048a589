using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Services;

public sealed class CreationFailureTests : SandboxTest
{
    /// <summary>Each step of a creation on a new cluster, and the resource of 5.1.2 that it makes.</summary>
    public static TheoryData<string, string?> Steps => new()
    {
        { "Preparation", null },
        { "Create network", "cce.network" },
        { "Create security group", "cce.security_group" },
        { "Create CCE cluster", "cce.cluster" },
        { "Create EIP", "eip" },
        { "Create network storage", "sfs" },
        { "Generate orderer certificates", "bcs" },
        { "Start orderers", "bcs" },
        { "Start peers of organization", "bcs" },
        { "Create channel channel", "bcs" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Creation_that_fails_at_a_step_leaves_an_abnormal_service_that_can_be_deleted(string step, string? resource)
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", failAtStep = new { step, code = "BCS.4001049", message = "The cluster is abnormal." } });
        var (id, operation) = await Sandbox.CreateServiceAsync(change: request =>
        {
            request["create_new_cluster"] = true;
            request["cce_create_info"] = JsonNode.Parse("""{"node_num":1,"node_flavor":"s","cce_flavor":"c","init_node_pwd":"Rehearse-3","az":"a"}""");
        });
        Sandbox.Advance(300);
        var record = await Sandbox.RecordAsync(operation);
        Assert.Equal("failed", record["operation_status"]!.GetValue<string>());
        Assert.Contains("BCS.4001049", record["message"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        var detail = await Sandbox.GetAsync($"/blockchains/{id}");
        Assert.Equal(("Abnormal", 2, ""), (detail["basic_info"]!["status"]!.GetValue<string>(), detail["basic_info"]!["deploy_status"]!.GetValue<int>(), detail["basic_info"]!["process_status"]!.GetValue<string>()));
        Assert.Empty(detail["channels"]!.AsArray());
        if (resource is not null)
        {
            var status = resource.Split('.').Aggregate(await Sandbox.GetAsync($"/blockchains/{id}/status"), (node, name) => node[name]!);
            Assert.Equal("failed", status["status"]!.GetValue<string>());
        }

        var peersUp = step.StartsWith("Create channel", StringComparison.Ordinal);
        Assert.Equal(peersUp ? ("2/2", "Normal") : ("0/2", "AbNormal"), (detail["peer_info"]![0]!["status_detail"]!.GetValue<string>(), detail["peer_info"]![0]!["status"]!.GetValue<string>()));
        await Sandbox.ChangeAsync("DELETE", $"/blockchains/{id}");
    }
}
