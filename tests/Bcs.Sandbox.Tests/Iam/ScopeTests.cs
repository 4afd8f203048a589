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
