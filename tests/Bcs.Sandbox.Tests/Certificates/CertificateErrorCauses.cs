using System.Text;
using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Certificates;

/// <summary>Every error code that a caller of 5.1.9 to 5.1.13 can cause, with the call that causes it.</summary>
public sealed class CertificateErrorCauses : CertificateTest
{
    private const string Absent = "5adc2ce2-9712-11ea-9535-0255ac100b0d";

    public static TheoryData<string, string, string, string?> Calls => new()
    {
        { "BCS.4001011", "GET", $"/blockchains/{Absent}/cert?org_name=organization&cert_type=ca", null },
        { "BCS.4006014", "GET", "/blockchains/*/cert?cert_type=ca", null },
        { "BCS.4006014", "GET", "/blockchains/*/cert?org_name=organization", null },
        { "BCS.4006014", "GET", "/blockchains/*/cert?org_name=organization&cert_type=all", null },
        { "BCS.4004024", "GET", "/blockchains/*/cert?org_name=strangers&cert_type=ca", null },
        { "BCS.4001011", "POST", $"/blockchains/{Absent}/sdk-cfg", "{}" },
        { "BCS.4004025", "POST", "/blockchains/*/sdk-cfg", null },
        { "BCS.4004025", "POST", "/blockchains/*/sdk-cfg", "[]" },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r.Remove("cert_path")) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r.Remove("peer_orgs")) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r.Remove("channel_name")) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["chaincode_name"] = "short") },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["chaincode_name"] = "1digitfirst") },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["is_multi_chan"] = true) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Several(r => r["channel_name"] = "channel") },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Several(r => r["channel_chaincode"] = new JsonObject()) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Several(r => r["channel_chaincode"] = new JsonObject { ["channel"] = new JsonArray("no") }) },
        { "BCS.4006012", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["channel_name"] = "elsewhere") },
        { "BCS.4004024", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["peer_orgs"] = new JsonObject { ["strangers"] = new JsonArray("0") }) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["peer_orgs"] = new JsonObject { ["organization"] = new JsonArray() }) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["peer_orgs"] = new JsonObject { ["organization"] = new JsonArray("7") }) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["peer_orgs"] = new JsonObject { ["organization"] = new JsonArray("1", "0") }) },
        { "BCS.4006014", "POST", "/blockchains/*/sdk-cfg", Sdk(r => r["union_info"] = new JsonObject { ["member"] = new JsonArray("00") }) },
        { "BCS.4001011", "POST", $"/blockchains/{Absent}/orgs/organization/usercert/alice", null },
        { "BCS.4006014", "POST", "/blockchains/*/orgs/organization/usercert/bob", null },
        { "BCS.4006014", "POST", "/blockchains/*/orgs/organization/usercert/Alice", null },
        { "BCS.4004025", "POST", "/blockchains/*/orgs/organization/usercert/alice", """{"security_mode":"yes"}""" },
        { "BCS.4004024", "POST", "/blockchains/*/orgs/strangers/usercert/alice", null },
        { "BCS.4004024", "POST", "/blockchains/*/orgs/bcs-test-orderer/usercert/alice", null },
        { "BCS.4001011", "POST", $"/blockchains/{Absent}/orgs/organization/usercert/alice/freeze", null },
        { "BCS.4004024", "POST", "/blockchains/*/orgs/strangers/usercert/alice/freeze", null },
        { "BCS.4006014", "POST", "/blockchains/*/orgs/organization/usercert/alice/freeze", null },
        { "BCS.4006014", "POST", "/blockchains/*/orgs/organization/usercert/alice/unfreeze", null },
        { "BCS.4006014", "POST", "/blockchains/*/orgs/organization/usercert/alice/freeze", """{"file":"x"}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_is_refused_with_its_code(string code, string method, string path, string? body) =>
        SandboxTest.AssertRefused(400, code, await Sandbox.CallAsync(method, path.Replace("*", Service, StringComparison.Ordinal), body));

    [Fact]
    public async Task Upload_that_is_no_certificate_of_the_user_is_refused()
    {
        var zip = await GenerateAsync("alice");
        var other = await GenerateAsync("carol");
        var service = await Sandbox.ReadyServiceAsync("bcs-other");
        using var foreign = await Sandbox.SendAsync("POST", $"/blockchains/{service}/orgs/organization/usercert/alice");
        var stranger = await ZipAsync(foreign, "organization-alice.zip");
        foreach (var answer in new[]
        {
            await ChangeAsync("freeze", "alice", Encoding.UTF8.GetBytes("not a zip")),
            await ChangeAsync("freeze", "alice", zip[..^30]),
            await ChangeAsync("freeze", "alice", zip, fileName: "user.tar"),
            await ChangeAsync("freeze", "alice", zip, files: 2),
            await ChangeAsync("freeze", "alice", other),
            await ChangeAsync("freeze", "alice", stranger),
            await ChangeAsync("freeze", "alice", await DownloadAsync("organization", "admin")),
            await ChangeAsync("freeze", "alice", await DownloadAsync("organization", "ca")),
        })
        {
            SandboxTest.AssertRefused(400, "BCS.4006014", answer);
        }

        Assert.Equal(200, (await ChangeAsync("freeze", "alice", zip)).Status);
    }

    [Fact]
    public async Task User_has_one_certificate_in_safe_mode()
    {
        await GenerateAsync("alice", safe: true);
        SandboxTest.AssertRefused(400, "BCS.4006014", await Sandbox.CallAsync("POST", $"/blockchains/{Service}/orgs/organization/usercert/alice", new { security_mode = true }));
    }

    [Fact]
    public async Task Service_that_is_made_broken_or_going_away_has_no_certificates()
    {
        var (made, _) = await Sandbox.CreateServiceAsync("bcs-made");
        SandboxTest.AssertRefused(400, "BCS.4001001", await CallAsync(made));
        Sandbox.Advance(200);
        await Sandbox.CallAsync("DELETE", $"/blockchains/{made}");
        SandboxTest.AssertRefused(400, "BCS.4001003", await CallAsync(made));
        await Sandbox.FaultsAsync(new { operation = "createBcsService", failAtStep = new { step = "Deploy Peers" } });
        SandboxTest.AssertRefused(400, "BCS.4001020", await CallAsync(await Sandbox.ReadyServiceAsync("bcs-broken")));
    }

    [Theory]
    [InlineData("Hibernation")]
    [InlineData("Freeze")]
    public async Task User_certificates_of_a_service_that_is_asleep_do_not_change_and_others_are_still_handed_out(string status)
    {
        var zip = await GenerateAsync("alice");
        using var set = await Sandbox.Http.PostAsync($"/sandbox/services/{Service}", new StringContent($$"""{"status":"{{status}}"}""", Encoding.UTF8, "application/json"));
        Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        SandboxTest.AssertRefused(400, "BCS.4001234", await Sandbox.CallAsync("POST", $"/blockchains/{Service}/orgs/organization/usercert/carol"));
        SandboxTest.AssertRefused(400, "BCS.4001234", await ChangeAsync("freeze", "alice", zip));
        SandboxTest.AssertRefused(400, "BCS.4001234", await ChangeAsync("unfreeze", "alice", zip));
        Assert.NotEmpty(await DownloadAsync("organization", "ca"));
    }

    private Task<(int Status, JsonNode? Body)> CallAsync(string service) => Sandbox.CallAsync("GET", $"/blockchains/{service}/cert?org_name=organization&cert_type=ca");

    private static string Sdk(Action<JsonObject> change)
    {
        var request = SdkConfigurationTests.Request("0");
        change(request);
        return request.ToJsonString();
    }

    private static string Several(Action<JsonObject> change) => Sdk(request =>
    {
        request["is_multi_chan"] = true;
        request["chaincode_name"] = "";
        request["channel_name"] = "";
        request["channel_chaincode"] = new JsonObject { ["channel"] = new JsonArray("chaincode") };
        change(request);
    });
}
