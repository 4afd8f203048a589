using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Control;

public sealed class ControlTests : SandboxTest
{
    [Fact]
    public async Task Demo_names_three_companies_whose_users_can_sign_in()
    {
        var demo = await Sandbox.Http.GetFromJsonAsync<JsonArray>("/sandbox/demo");
        Assert.Equal(["harbor", "meridian", "sunrise"], demo!.Select(t => t!["tenant"]!.GetValue<string>()));
        foreach (var tenant in demo!)
        {
            var users = tenant!["users"]!.AsArray();
            Assert.Equal(
                [("admin", "TenantAdmin"), ("operator", "Operator"), ("viewer", "ReadOnly"), ("auditor", "Auditor"), ("portal", "Credential")],
                users.Select(u => (u!["name"]!.GetValue<string>(), u["role"]!.GetValue<string>())));
            foreach (var user in users)
            {
                var scope = new JsonObject { ["project"] = new JsonObject { ["name"] = tenant["projectName"]!.GetValue<string>() } };
                using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(
                    tenant["domain"]!.GetValue<string>(), user!["name"]!.GetValue<string>(), user["password"]!.GetValue<string>(), scope));
                Assert.Equal(
                    tenant["projectId"]!.GetValue<string>(),
                    (await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!["project"]!["id"]!.GetValue<string>());
                Assert.All(new[] { "password", "sk" }, f => Assert.Contains("SBXSECRET", user[f]!.GetValue<string>(), StringComparison.Ordinal));
                Assert.NotEmpty(user["ak"]!.GetValue<string>());
            }
        }
    }

    [Fact]
    public async Task Calls_tell_names_and_sizes_and_never_values()
    {
        var token = await Sandbox.TokenAsync();
        await Sandbox.CreateServiceAsync();
        await Sandbox.CallAsync("POST", "/blockchains", """{"peer_orgs":[{"name":"one"},{"name":"two"}]}""");
        await Sandbox.GetAsync("/operation/record?operation_type=99");
        var calls = await Sandbox.CallsAsync();
        Assert.Equal([1, 2, 3, 4], calls.Select(c => c["seq"]!.GetValue<int>()));
        Assert.Equal(["iam", "createBcsService", "createBcsService", "queryAsynchronousOperationResults"], calls.Select(c => c["operation"]!.GetValue<string>()));
        Assert.All(calls, c => Assert.Equal(("harbor", "admin"), (c["tenant"]!.GetValue<string>(), c["user"]!.GetValue<string>())));
        Assert.Equal([201, 200, 400, 200], calls.Select(c => c["status"]!.GetValue<int>()));
        Assert.Contains("auth.identity.password.user.password", Names(calls[0]["bodyFields"]));
        Assert.Contains("X-Auth-Token", Names(calls[1]["headerNames"]));
        Assert.Contains("cce_cluster_info.cluster_id", Names(calls[1]["bodyFields"]));
        Assert.Equal(["peer_orgs[].name"], Names(calls[2]["bodyFields"]));
        Assert.Equal(("?operation_type=99", 1), (calls[3]["query"]!.GetValue<string>(), calls[3]["rows"]!.GetValue<int>()));
        var text = JsonSerializer.Serialize(calls);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        Assert.DoesNotContain("SBXSECRET", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rehearse", text, StringComparison.Ordinal);
        Assert.Equal([4], (await Sandbox.CallsAsync(since: 3)).Select(c => c["seq"]!.GetValue<int>()));
        Assert.Empty(await Sandbox.CallsAsync(since: 4));
        Assert.Empty(await Sandbox.CallsAsync(since: 99));
    }

    [Fact]
    public async Task Tenants_see_nothing_of_each_other()
    {
        var id = await Sandbox.ReadyServiceAsync();
        var (_, operation) = await Sandbox.CreateServiceAsync("bcs-two");
        Assert.Equal(0, (await Sandbox.GetAsync("/blockchains", "meridian"))["count"]!.GetValue<int>());
        Assert.Equal(0, (await Sandbox.GetAsync($"/operation/record?operation_id={operation}", "meridian"))["count"]!.GetValue<int>());
        Assert.Equal(5, (await Sandbox.GetAsync("/quotas", "meridian"))["resources"]![0]!["free"]!.GetValue<int>());
        AssertRefused(400, "BCS.4001011", await Sandbox.CallAsync("GET", $"/blockchains/{id}", tenant: "meridian"));
        AssertRefused(400, "BCS.4001011", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}", tenant: "meridian"));
    }

    [Fact]
    public async Task Clock_is_moved_and_its_speed_set()
    {
        var before = Sandbox.Clock.UtcNow;
        using var moved = await Sandbox.Http.PutAsJsonAsync("/sandbox/clock", new { advanceSeconds = 300 });
        Assert.Equal(before.AddSeconds(300), (await moved.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset());
        using var sped = await Sandbox.Http.PutAsJsonAsync("/sandbox/clock", new { speed = 60 });
        Assert.Equal(60, (await sped.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("speed").GetDouble());
        Assert.True(Sandbox.Clock.UtcNow >= before.AddSeconds(300));
    }

    [Theory]
    [InlineData("""{"speed":-1}""")]
    [InlineData("""{"speed":1000000}""")]
    [InlineData("""{"advanceSeconds":-5}""")]
    [InlineData("""{}""")]
    [InlineData("""{"velocity":3}""")]
    public async Task Clock_setting_that_makes_no_sense_is_400(string setting)
    {
        using var content = new StringContent(setting, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Sandbox.Http.PutAsync("/sandbox/clock", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Reset_empties_everything_but_keeps_tokens_and_the_number_of_calls()
    {
        await Sandbox.CreateServiceAsync();
        await Sandbox.FaultsAsync(new { operation = "queryQuotas", status = 500, code = "BCS.5000500" });
        using (var answer = await Sandbox.Http.PostAsync("/sandbox/reset", null))
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        Assert.Empty(await Sandbox.CallsAsync());
        Assert.Equal(0, (await Sandbox.GetAsync("/quotas"))["resources"]![0]!["used"]!.GetValue<int>());
        Assert.Equal(3, (await Sandbox.CallsAsync()).Single()["seq"]!.GetValue<int>());
        using var unknown = await Sandbox.Http.PostAsJsonAsync("/sandbox/reset", new { scenario = "chaos" });
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task Same_seed_makes_the_same_services_and_another_seed_others()
    {
        var ids = new List<string>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            using var answer = await Sandbox.Http.PostAsJsonAsync("/sandbox/reset", new { seed, scenario = "empty" });
            var (id, _) = await Sandbox.CreateServiceAsync();
            var detail = await Sandbox.GetAsync($"/blockchains/{id}");
            ids.Add($"{id} {detail["orderer_info"]!["address"]![0]!.ToJsonString()}");
        }

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Fact]
    public async Task Many_old_operations_do_not_show_where_only_running_ones_are_asked_for()
    {
        const int Many = 20_000;
        using (var answer = await Sandbox.Http.PostAsJsonAsync("/sandbox/bulk", new { tenant = "harbor", finishedOperations = Many }))
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        await Sandbox.CreateServiceAsync();
        Sandbox.Advance(10);
        Assert.Equal(1, (await Sandbox.GetAsync("/operation/record?operation_status=processing"))["count"]!.GetValue<int>());
        using var all = await Sandbox.SendAsync("GET", "/operation/record");
        var list = await all.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((Many + 1, Many + 1), (list.GetProperty("count").GetInt32(), list.GetProperty("operation_records").GetArrayLength()));
        Assert.Equal(Many + 1, (await Sandbox.CallsAsync())[^1]["rows"]!.GetValue<int>());
        using var wrong = await Sandbox.Http.PostAsJsonAsync("/sandbox/bulk", new { tenant = "harbor", finishedOperations = 0 });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Start_page_lists_apis_tenants_and_calls_and_escapes_what_callers_sent()
    {
        await Sandbox.CreateServiceAsync();
        using (await Sandbox.Http.GetAsync("/v2/<script>alert(1)</script>"))
        {
        }

        var page = await Sandbox.Http.GetStringAsync("/");
        Assert.Contains("createBcsService", page, StringComparison.Ordinal);
        Assert.Contains("Harbor Logistics", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SBXSECRET", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/sandbox/health")]
    public async Task Health_answers(string path)
    {
        using var answer = await Sandbox.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Unknown_user_cannot_be_set()
    {
        using var unknown = await Sandbox.Http.PutAsJsonAsync($"/sandbox/users/{SandboxHost.Domain()}/nobody", new { locked = true });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var empty = await Sandbox.Http.PutAsJsonAsync($"/sandbox/users/{SandboxHost.Domain()}/viewer", new { password = "" });
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
    }

    private static IEnumerable<string> Names(JsonNode? names) => names!.AsArray().Select(n => n!.GetValue<string>());
}
