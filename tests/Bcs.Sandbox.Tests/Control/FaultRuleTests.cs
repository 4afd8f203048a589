using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Control;

/// <summary>Which calls a rule meets, and operations that jump.</summary>
public sealed class FaultRuleTests : SandboxTest
{
    [Theory]
    [InlineData("GET", "/v2/{project_id}/quotas", "/quotas", 500)]
    [InlineData("POST", "/v2/{project_id}/quotas", "/quotas", 200)]
    [InlineData(null, "/v2/{any}/{thing}", "/quotas", 500)]
    [InlineData(null, "/v2/{any}", "/quotas", 200)]
    [InlineData("get", "/v2/{project_id}/blockchains/flavors", "/blockchains/flavors", 500)]
    [InlineData("GET", "/v2/{project_id}/blockchains/{id}", "/blockchains", 200)]
    public async Task Rule_meets_calls_of_its_method_and_path(string? method, string path, string call, int status)
    {
        await Sandbox.TokenAsync();
        await Sandbox.FaultsAsync(new { method, path, status = 500, code = "BCS.5000500" });
        Assert.Equal(status, (await Sandbox.CallAsync("GET", call)).Status);
    }

    [Fact]
    public async Task Rule_with_a_path_meets_iam_too()
    {
        await Sandbox.FaultsAsync(new { path = "/v3/auth/tokens", status = 503, count = 1 });
        using var refused = await Sandbox.RequestTokenAsync(new JsonObject());
        Assert.Equal(503, (int)refused.StatusCode);
    }

    [Fact]
    public async Task Chance_is_drawn_from_the_seed_and_comes_out_the_same_again()
    {
        var first = await DrawAsync();
        Assert.Equal(first, await DrawAsync());
        Assert.InRange(first.Count(s => s == 500), 8, 32);

        async Task<List<int>> DrawAsync()
        {
            await Sandbox.FaultsAsync(new { operation = "queryQuotas", probability = 0.5, status = 500, code = "BCS.5000500" });
            var statuses = new List<int>();
            for (var i = 0; i < 40; i++)
            {
                statuses.Add((await Sandbox.CallAsync("GET", "/quotas")).Status);
            }

            return statuses;
        }
    }

    [Theory]
    [InlineData("BCS.4001049", 400)]
    [InlineData("BCS.5000500", 500)]
    [InlineData("APIGW.0308", 429)]
    public async Task Code_of_the_catalogue_has_its_own_status(string code, int status)
    {
        await Sandbox.FaultsAsync(new { operation = "queryQuotas", code });
        AssertRefused(status, code, await Sandbox.CallAsync("GET", "/quotas"));
    }

    [Fact]
    public async Task Operation_that_jumps_is_over_as_soon_as_it_is_taken_up()
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", jumpToStep = "end" });
        var (_, operation) = await Sandbox.CreateServiceAsync();
        Assert.Equal("waiting", (await Sandbox.RecordAsync(operation))["operation_status"]!.GetValue<string>());
        Sandbox.Advance(2.1);
        Assert.Equal("finished", (await Sandbox.RecordAsync(operation))["operation_status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Operation_that_jumps_to_a_step_goes_on_from_there()
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", jumpToStep = "Deploy Peers" });
        var (_, operation) = await Sandbox.CreateServiceAsync();
        Sandbox.Advance(3);
        var steps = (await Sandbox.RecordAsync(operation))["operation_process"]!;
        Assert.Equal(("finished", "processing"), (steps["Deploy Orderers"]!["status"]!.GetValue<string>(), steps["Deploy Peers"]!["status"]!.GetValue<string>()));
        Sandbox.Advance(80);
        Assert.Equal("finished", (await Sandbox.RecordAsync(operation))["operation_status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""[{"path":"v2","status":500}]""")]
    [InlineData("""[{"probability":0,"status":500}]""")]
    [InlineData("""[{"probability":1.5,"status":500}]""")]
    [InlineData("""[{"code":"BCS.0000000"}]""")]
    public async Task Rule_that_makes_no_sense_is_400(string rules)
    {
        using var content = new StringContent(rules, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Sandbox.Http.PutAsync("/sandbox/faults", content);
        Assert.Equal(400, (int)answer.StatusCode);
    }
}
