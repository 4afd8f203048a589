using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Control;

public sealed class FaultTests : SandboxTest
{
    [Fact]
    public async Task Status_with_a_code_is_answered_without_acting_as_often_as_asked()
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", status = 400, code = "BCS.4001049", message = "cluster", count = 2 });
        for (var i = 0; i < 2; i++)
        {
            AssertRefused(400, "BCS.4001049", await Sandbox.CallAsync("POST", "/blockchains", Some.Service("bcs-test")));
        }

        Assert.Equal(0, await ServicesAsync());
        Assert.Equal(200, (await Sandbox.CallAsync("POST", "/blockchains", Some.Service("bcs-test"))).Status);
    }

    [Fact]
    public async Task Waiting_time_is_sent_with_the_status()
    {
        await Sandbox.FaultsAsync(new { status = 429, code = "APIGW.0308", retryAfterSeconds = 7 });
        using var answer = await Sandbox.SendAsync("GET", "/quotas");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta));
    }

    [Fact]
    public async Task Status_without_a_code_has_no_json()
    {
        await Sandbox.FaultsAsync(new { status = 503 });
        using var answer = await Sandbox.SendAsync("GET", "/quotas");
        Assert.Equal(("text/plain", HttpStatusCode.ServiceUnavailable), (answer.Content.Headers.ContentType!.MediaType, answer.StatusCode));
    }

    [Fact]
    public async Task Rule_meets_only_its_operation_and_its_tenant()
    {
        await Sandbox.FaultsAsync(new { operation = "queryQuotas", tenant = "harbor", status = 500, code = "BCS.5000500" });
        AssertRefused(500, "BCS.5000500", await Sandbox.CallAsync("GET", "/quotas"));
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/blockchains")).Status);
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", tenant: "meridian")).Status);
    }

    [Fact]
    public async Task Rule_for_iam_meets_token_requests_of_its_tenant_in_the_form_of_iam()
    {
        await Sandbox.FaultsAsync(new { operation = "iam", tenant = "harbor", status = 503 });
        using var refused = await Sandbox.RequestTokenAsync(Some.TokenRequest(SandboxHost.Domain(), "admin", "Harbor-Admin-SBXSECRET-1"));
        Assert.Equal(503, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", tenant: "meridian")).Status);
    }

    [Fact]
    public async Task Tokens_expire_early_once()
    {
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas")).Status);
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", tenant: "meridian")).Status);
        await Sandbox.FaultsAsync(new { tenant = "harbor", expireTokens = true, count = 1 });
        AssertRefused(401, "APIGW.0301", await Sandbox.CallAsync("GET", "/quotas"));
        AssertRefused(401, "APIGW.0301", await Sandbox.CallAsync("GET", "/quotas"));
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", tenant: "meridian")).Status);
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", user: "operator")).Status);
    }

    [Theory]
    [InlineData("createBcsService")]
    [InlineData("queryAsynchronousOperationResults")]
    public async Task Record_is_hidden_for_as_long_as_asked_whichever_call_the_rule_meets(string operation)
    {
        await Sandbox.FaultsAsync(new { operation, recordsHiddenSeconds = 600 });
        var (service, id) = await Sandbox.CreateServiceAsync();
        foreach (var (seconds, shown) in ((double, int)[])[(0, 0), (599, 0), (2, 1)])
        {
            Sandbox.Advance(seconds);
            foreach (var filter in (string[])["", $"?operation_id={id}", $"?blockchain_id={service}", "?operation_type=99"])
            {
                Assert.Equal(shown, (await Sandbox.GetAsync("/operation/record" + filter))["count"]!.GetValue<int>());
            }
        }

        // What the operation did does not wait for its record.
        Assert.Equal(1, await ServicesAsync());
        Assert.Equal(400, await StatusOfAsync(new { recordsHiddenSeconds = -1 }));
    }

    [Theory]
    [InlineData("timeoutBefore", 0)]
    [InlineData("timeoutAfter", 1)]
    public async Task Time_out_holds_the_connection_before_or_after_acting(string effect, int created)
    {
        await Sandbox.FaultsAsync(Rule(effect));
        using var giveUp = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/{SandboxHost.Project()}/blockchains") { Content = JsonContent.Create(Some.Service("bcs-test")) };
        request.Headers.Add("X-Auth-Token", await Sandbox.TokenAsync());
        var sending = Sandbox.Http.SendAsync(request, giveUp.Token);
        await Eventually.TrueAsync(async () => await CreationCallsAsync() == 1 && await ServicesAsync() == created, "the call to arrive and, if so meant, to act");
        Assert.False(sending.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(created, await ServicesAsync());
        Assert.Null((await Sandbox.CallsAsync()).Single(IsCreation)["status"]);
    }

    [Theory]
    [InlineData("dropBefore", 0)]
    [InlineData("dropAfter", 1)]
    [InlineData("cutBody", 1)]
    public async Task Cut_connection_comes_before_or_after_acting(string effect, int created)
    {
        await Sandbox.FaultsAsync(Rule(effect));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Sandbox.CallAsync("POST", "/blockchains", Some.Service("bcs-test")));
        Assert.Equal(created, await ServicesAsync());
    }

    [Theory]
    [InlineData(null, false, 502, 0)]
    [InlineData(200, false, 200, 0)]
    [InlineData(200, true, 200, 1)]
    public async Task Html_is_answered_in_place_of_json(int? status, bool act, int expected, int created)
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", html = true, act, status });
        using var answer = await Sandbox.SendAsync("POST", "/blockchains", Some.Service("bcs-test"));
        Assert.Equal((expected, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(created, await ServicesAsync());
    }

    [Fact]
    public async Task Json_is_broken_after_acting_once()
    {
        await Sandbox.FaultsAsync(Rule("malformedJson"));
        using var answer = await Sandbox.SendAsync("POST", "/blockchains", Some.Service("bcs-test"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("blockchain_id", text, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
        Assert.Equal(1, await ServicesAsync());
    }

    [Fact]
    public async Task Latency_delays_and_combines_with_another_effect()
    {
        await Sandbox.FaultsAsync(new { operation = "queryQuotas", latencyMs = 300, status = 500, code = "BCS.5000500" });
        await Sandbox.TokenAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        AssertRefused(500, "BCS.5000500", await Sandbox.CallAsync("GET", "/quotas"));
        Assert.True(watch.ElapsedMilliseconds >= 290, $"{watch.ElapsedMilliseconds} ms");
    }

    [Theory]
    [InlineData("Deploy Orderers", "Generate orderer certificates")]
    [InlineData("Start orderers", "Start orderers")]
    public async Task Creation_fails_at_a_step_and_leaves_an_abnormal_service_that_can_be_deleted(string step, string part)
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", failAtStep = new { step, code = "BCS.4001049", message = "The cluster is gone." } });
        var (id, operation) = await Sandbox.CreateServiceAsync();
        Sandbox.Advance(200);
        var record = await Sandbox.RecordAsync(operation);
        Assert.Equal("failed", record["operation_status"]!.GetValue<string>());
        Assert.Equal("BCS.4001049: The cluster is gone.", record["message"]!.AsArray().Single()!.GetValue<string>());
        var failed = record["operation_process"]!["Deploy Orderers"]!;
        Assert.Equal("failed", failed["status"]!.GetValue<string>());
        Assert.Equal("failed", failed["sub_steps"]![part]!["status"]!.GetValue<string>());
        Assert.Equal("waiting", record["operation_process"]!["Deploy Peers"]!["status"]!.GetValue<string>());
        var basic = (await Sandbox.GetAsync($"/blockchains/{id}"))["basic_info"]!;
        Assert.Equal(("Abnormal", "", 2), (basic["status"]!.GetValue<string>(), basic["process_status"]!.GetValue<string>(), basic["deploy_status"]!.GetValue<int>()));
        Assert.Equal("failed", (await Sandbox.GetAsync($"/blockchains/{id}/status"))["bcs"]!["status"]!.GetValue<string>());
        AssertRefused(400, "BCS.4001020", await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade")));
        Assert.Equal(200, (await Sandbox.CallAsync("DELETE", $"/blockchains/{id}")).Status);
    }

    [Fact]
    public async Task Failed_channel_creation_and_deletion_leave_things_as_they_were()
    {
        var id = await Sandbox.ReadyServiceAsync();
        await Sandbox.FaultsAsync(new { operation = "createChannels", failAtStep = new { step = "Create Channels" } }, new { operation = "deleteBcsService", failAtStep = new { step = "Stop Nodes" } });
        await Sandbox.CallAsync("POST", $"/blockchains/{id}/channels", Some.Channels("trade"));
        Sandbox.Advance(100);
        Assert.Single((await Sandbox.GetAsync($"/blockchains/{id}/channels"))["channels"]!.AsArray());
        Assert.Equal("Normal", (await Sandbox.GetAsync($"/blockchains/{id}"))["basic_info"]!["status"]!.GetValue<string>());
        await Sandbox.CallAsync("DELETE", $"/blockchains/{id}");
        Sandbox.Advance(100);
        Assert.Equal("Abnormal", (await Sandbox.GetAsync($"/blockchains/{id}"))["basic_info"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Stalled_operation_moves_on_when_the_rules_are_replaced()
    {
        await Sandbox.FaultsAsync(new { operation = "createBcsService", stallAtStep = "Deploy Peers" });
        var (_, operation) = await Sandbox.CreateServiceAsync();
        Sandbox.Advance(10_000);
        Assert.Equal("processing", (await Sandbox.RecordAsync(operation))["operation_status"]!.GetValue<string>());
        await Sandbox.FaultsAsync();
        Sandbox.Advance(10);
        Assert.Equal("processing", (await Sandbox.RecordAsync(operation))["operation_status"]!.GetValue<string>());
        Sandbox.Advance(60);
        var record = await Sandbox.RecordAsync(operation);
        Assert.Equal("finished", record["operation_status"]!.GetValue<string>());
        var stalled = record["operation_process"]!["Deploy Peers"]!["sub_steps"]!.AsObject().Single().Value!;
        Assert.InRange((stalled["end_time"]!.GetValue<long>() - stalled["start_time"]!.GetValue<long>()) / 1e9, 9_900, 10_100);
    }

    [Theory]
    [InlineData("""[{"operation":"formatAllDisks"}]""")]
    [InlineData("""[{"tenant":"nowhere","status":500}]""")]
    [InlineData("""[{"count":0,"status":500}]""")]
    [InlineData("""[{"status":99}]""")]
    [InlineData("""[{"code":"BCS.0000000"}]""")]
    [InlineData("""[{"retryAfterSeconds":5}]""")]
    [InlineData("""[{"misspelt":true}]""")]
    [InlineData("""[null]""")]
    [InlineData("""{"status":500}""")]
    public async Task Rule_that_makes_no_sense_is_400_and_changes_nothing(string rules)
    {
        await Sandbox.FaultsAsync(new { operation = "queryQuotas", status = 500, code = "BCS.5000500" });
        using var content = new StringContent(rules, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Sandbox.Http.PutAsync("/sandbox/faults", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single((await Sandbox.Http.GetFromJsonAsync<JsonElement>("/sandbox/faults")).EnumerateArray());
    }

    private static Dictionary<string, object> Rule(string effect) => new() { ["operation"] = "createBcsService", [effect] = true };

    private static bool IsCreation(JsonNode call) => call["operation"]?.GetValue<string>() == "createBcsService";

    private async Task<int> CreationCallsAsync() => (await Sandbox.CallsAsync()).Count(IsCreation);

    private async Task<int> StatusOfAsync(object rule)
    {
        using var answer = await Sandbox.Http.PutAsJsonAsync("/sandbox/faults", new[] { rule });
        return (int)answer.StatusCode;
    }

    private async Task<int> ServicesAsync() => (await Sandbox.GetAsync("/blockchains"))["count"]!.GetValue<int>();
}
