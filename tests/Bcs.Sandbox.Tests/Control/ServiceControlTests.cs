using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Control;

public sealed class ServiceControlTests : SandboxTest
{
    [Fact]
    public async Task Service_is_upgraded_on_request_of_control()
    {
        var id = await Sandbox.ReadyServiceAsync();
        var before = await VersionAsync(id);
        var shown = await SetAsync(id, new { upgrade = true });
        var operation = shown["operation"]!.GetValue<string>();
        Assert.StartsWith("BCSSVC01-01-", operation, StringComparison.Ordinal);
        Assert.Equal("IsUpgrading", (await Sandbox.GetAsync($"/blockchains/{id}"))["basic_info"]!["process_status"]!.GetValue<string>());
        Sandbox.Advance(100);
        Assert.Equal("finished", (await Sandbox.RecordAsync(operation))["operation_status"]!.GetValue<string>());
        Assert.NotEqual(before, await VersionAsync(id));
    }

    [Fact]
    public async Task Sleeping_service_has_no_node_up_until_it_wakes()
    {
        var id = await Sandbox.ReadyServiceAsync();
        await SetAsync(id, new { status = "Hibernation", chargingMode = "yearly" });
        var detail = await Sandbox.GetAsync($"/blockchains/{id}");
        Assert.Equal(
            ("Hibernation", 0, 2, "0/2"),
            (detail["basic_info"]!["status"]!.GetValue<string>(), detail["basic_info"]!["charging_mode"]!.GetValue<int>(), detail["basic_info"]!["order_status"]!.GetValue<int>(),
                detail["peer_info"]![0]!["status_detail"]!.GetValue<string>()));
        await SetAsync(id, new { status = "Normal", chargingMode = "payPerUse" });
        await Sandbox.ChangeAsync("DELETE", $"/blockchains/{id}");
    }

    [Theory]
    [InlineData("""{"status":"Happy"}""")]
    [InlineData("""{"chargingMode":"free"}""")]
    public async Task Setting_of_a_service_that_makes_no_sense_is_400(string setting)
    {
        var id = await Sandbox.ReadyServiceAsync();
        using var content = new StringContent(setting, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Sandbox.Http.PostAsync($"/sandbox/services/{id}", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_or_being_changed_cannot_be_set()
    {
        using var unknown = await Sandbox.Http.PostAsJsonAsync("/sandbox/services/nothing", new { status = "Normal" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        var (id, _) = await Sandbox.CreateServiceAsync();
        using var busy = await Sandbox.Http.PostAsJsonAsync($"/sandbox/services/{id}", new { status = "Normal" });
        Assert.Equal(HttpStatusCode.BadRequest, busy.StatusCode);
        using var nobody = await Sandbox.Http.PutAsJsonAsync("/sandbox/tenants/nobody", new { serviceQuota = 3 });
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        using var negative = await Sandbox.Http.PutAsJsonAsync("/sandbox/tenants/harbor", new { serviceQuota = -1 });
        Assert.Equal(HttpStatusCode.BadRequest, negative.StatusCode);
    }

    private async Task<JsonNode> SetAsync(string id, object setting)
    {
        using var answer = await Sandbox.Http.PostAsJsonAsync($"/sandbox/services/{id}", setting);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task<string> VersionAsync(string id) => (await Sandbox.GetAsync($"/blockchains/{id}"))["basic_info"]!["version"]!.GetValue<string>();
}
