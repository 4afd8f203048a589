using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Iam;

public sealed class ScopeTests : SandboxTest
{
    private const string Password = "Harbor-Operator-SBXSECRET-1";

    [Theory]
    [InlineData("harbor-logistics", 201)]
    [InlineData("meridian-foods", 401)]
    public async Task Token_of_an_account_is_for_the_users_own_one(string domain, int status)
    {
        using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(SandboxHost.Domain(), "operator", Password, new JsonObject { ["domain"] = new JsonObject { ["name"] = domain } }));
        Assert.Equal(status, (int)answer.StatusCode);
        var token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"];
        Assert.Equal(status == 201 ? SandboxHost.Domain() : null, token?["domain"]!["name"]!.GetValue<string>());
        Assert.Null(token?["project"]);
    }

    [Theory]
    [InlineData("name", "cn-north-9", 400)]
    [InlineData("id", "0123456789abcdef0123456789abcdef", 401)]
    public async Task Project_that_is_not_there_is_a_wrong_request_by_its_name_and_a_wrong_caller_by_its_id(string by, string project, int status)
    {
        using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(
            SandboxHost.Domain(), "operator", Password, new JsonObject { ["project"] = new JsonObject { [by] = project } }));
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["error"]!;
        Assert.Equal((status, status), ((int)answer.StatusCode, error["code"]!.GetValue<int>()));
        Assert.Equal(status == 400, error["message"]!.GetValue<string>().Contains(project, StringComparison.Ordinal));
    }

    /// <summary>A null is a request without the method <c>totp</c>, <c>right</c> the passcode that control tells.</summary>
    [Theory]
    [InlineData(false, null, 201)]
    [InlineData(false, "right", 201)]
    [InlineData(true, null, 401)]
    [InlineData(true, "", 401)]
    [InlineData(true, "000000", 401)]
    [InlineData(true, "right", 201)]
    public async Task User_with_a_virtual_mfa_signs_in_with_password_and_passcode(bool mfa, string? passcode, int status)
    {
        using (var set = await Sandbox.Http.PutAsJsonAsync($"/sandbox/users/{SandboxHost.Domain()}/operator", new { mfa }))
        {
            Assert.Equal(204, (int)set.StatusCode);
        }

        var told = (await Sandbox.Http.GetFromJsonAsync<JsonArray>("/sandbox/demo"))![0]!["users"]!.AsArray().Single(u => u!["name"]!.GetValue<string>() == "operator")!["passcode"];
        Assert.Equal(mfa, told is not null);
        var request = Some.TokenRequest(SandboxHost.Domain(), "operator", Password);
        if (passcode is not null)
        {
            var identity = request["auth"]!["identity"]!;
            identity["methods"] = new JsonArray("password", "totp");
            identity["totp"] = new JsonObject { ["user"] = new JsonObject { ["id"] = "any", ["passcode"] = passcode == "right" ? told?.GetValue<string>() ?? "1" : passcode } };
        }

        using var answer = await Sandbox.RequestTokenAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        if (status == 201)
        {
            Assert.Equal(mfa ? 2 : 1, body["token"]!["methods"]!.AsArray().Count);
        }
        else
        {
            Assert.Contains("passcode", body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Token_of_32_kb_is_issued_and_taken()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:TokenLength=32768");
        Assert.Equal(32_768, (await sandbox.TokenAsync()).Length);
        await sandbox.GetAsync("/quotas");
    }

    [Fact]
    public async Task Token_of_an_account_reads_what_belongs_to_it()
    {
        using var issued = await Sandbox.RequestTokenAsync(Some.TokenRequest(SandboxHost.Domain(), "operator", Password, new JsonObject { ["domain"] = new JsonObject { ["name"] = SandboxHost.Domain() } }));
        var token = issued.Headers.GetValues("X-Subject-Token").Single();
        Assert.Equal(SandboxHost.Project(), (await GetAsync("/v3/projects?name=cn-north-4", token))["projects"]!.AsArray().Single()!["id"]!.GetValue<string>());
        Assert.Equal(SandboxHost.Project(), (await GetAsync("/v3/auth/projects", token))["projects"]!.AsArray().Single()!["id"]!.GetValue<string>());
        Assert.Equal("cn-north-4", (await GetAsync($"/v3/projects/{SandboxHost.Project()}", token))["project"]!["name"]!.GetValue<string>());
        Assert.Equal(404, (await GetAsync($"/v3/projects/{SandboxHost.Project("meridian")}", token))["error"]!["code"]!.GetValue<int>());
        Assert.True((await GetAsync("/v3/auth/domains", token))["domains"]!.AsArray().Single()!["enabled"]!.GetValue<bool>());
        Assert.Equal("public", (await GetAsync("/v3/regions", token))["regions"]!.AsArray().Single()!["type"]!.GetValue<string>());
        Assert.Equal(401, (await GetAsync("/v3/auth/domains", "forged"))["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task User_can_be_named_by_id_alone()
    {
        using var first = await Sandbox.RequestTokenAsync(Some.TokenRequest(SandboxHost.Domain(), "operator", Password));
        var id = (await first.Content.ReadFromJsonAsync<JsonNode>())!["token"]!["user"]!["id"]!.GetValue<string>();
        var request = Some.TokenRequest(SandboxHost.Domain(), "operator", Password);
        request["auth"]!["identity"]!["password"]!["user"] = new JsonObject { ["id"] = id, ["password"] = Password };
        using var answer = await Sandbox.RequestTokenAsync(request);
        Assert.Equal(201, (int)answer.StatusCode);
        request["auth"]!["identity"]!["password"]!["user"] = new JsonObject { ["name"] = "operator", ["password"] = Password };
        using var nameless = await Sandbox.RequestTokenAsync(request);
        Assert.Equal(400, (int)nameless.StatusCode);
    }

    private async Task<JsonNode> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Auth-Token", token } } };
        using var answer = await Sandbox.Http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
