using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Iam;

public sealed class TokenTests : SandboxTest
{
    private const string Password = "Harbor-Operator-SBXSECRET-1";
    private static readonly string Domain = SandboxHost.Domain();

    [Fact]
    public async Task Password_gives_a_token_for_the_project_that_lives_24_hours()
    {
        using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(Domain, "operator", Password));
        Assert.Equal(201, (int)answer.StatusCode);
        Assert.Contains("SBXSECRET", answer.Headers.GetValues("X-Subject-Token").Single(), StringComparison.Ordinal);
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
        Assert.Equal(SandboxHost.Project(), token["project"]!["id"]!.GetValue<string>());
        Assert.Equal("operator", token["user"]!["name"]!.GetValue<string>());
        Assert.Empty(token["catalog"]!.AsArray());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", token["expires_at"]!.GetValue<string>());
        Assert.Equal(TimeSpan.FromHours(24), token["expires_at"]!.GetValue<DateTimeOffset>() - token["issued_at"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Catalogue_of_services_comes_unless_it_is_declined()
    {
        using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(Domain, "operator", Password), query: "");
        var catalog = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!["catalog"]!.AsArray();
        Assert.Contains(catalog, c => c!["type"]!.GetValue<string>() == "bcs");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scope_is_taken_by_id_inside_and_beside_auth(bool inside)
    {
        var scope = new JsonObject { ["project"] = new JsonObject { ["id"] = SandboxHost.Project() } };
        using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(Domain, "operator", Password, scope, inside));
        Assert.Equal(SandboxHost.Project(), (await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!["project"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Scope_inside_auth_wins_over_the_one_beside_it()
    {
        var request = Some.TokenRequest(Domain, "operator", Password);
        request["scope"] = new JsonObject { ["project"] = new JsonObject { ["name"] = "no-such-project" } };
        using var answer = await Sandbox.RequestTokenAsync(request);
        Assert.Equal(201, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Wrong_password_unknown_user_and_unknown_domain_get_the_same_answer()
    {
        var bodies = new List<string>();
        foreach (var (domain, user, password) in new[] { (Domain, "operator", "wrong"), (Domain, "nobody", Password), ("nowhere", "operator", Password), ("meridian-foods", "operator", Password) })
        {
            using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(domain, user, password));
            Assert.Equal(401, (int)answer.StatusCode);
            Assert.False(answer.Headers.Contains("X-Subject-Token"));
            bodies.Add(await answer.Content.ReadAsStringAsync());
        }

        var error = JsonNode.Parse(Assert.Single(bodies.Distinct()))!["error"]!;
        Assert.Equal((401, "Unauthorized"), (error["code"]!.GetValue<int>(), error["title"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("locked")]
    [InlineData("disabled")]
    public async Task Locked_or_disabled_user_gets_no_token_until_freed(string what)
    {
        await SetUserAsync(new JsonObject { [what] = true });
        Assert.Equal(401, await TokenStatusAsync(Password));
        await SetUserAsync(new JsonObject { [what] = false });
        Assert.Equal(201, await TokenStatusAsync(Password));
    }

    [Fact]
    public async Task New_password_replaces_the_old_one_and_kills_the_users_tokens_only()
    {
        await Sandbox.TokenAsync(user: "viewer");
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", user: "operator")).Status);
        await SetUserAsync(new JsonObject { ["password"] = "Another-SBXSECRET-2" });
        AssertRefused(401, "APIGW.0301", await Sandbox.CallAsync("GET", "/quotas", user: "operator"));
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", user: "viewer")).Status);
        Assert.Equal(401, await TokenStatusAsync(Password));
        Assert.Equal(201, await TokenStatusAsync("Another-SBXSECRET-2"));
    }

    [Fact]
    public async Task Project_of_another_account_is_refused()
    {
        var scope = new JsonObject { ["project"] = new JsonObject { ["id"] = SandboxHost.Project("meridian") } };
        using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(Domain, "operator", Password, scope));
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"auth\":{\"identity\":{\"methods\":[\"token\"],\"password\":{\"user\":{\"name\":\"a\",\"password\":\"b\",\"domain\":{\"name\":\"c\"}}}}}}")]
    [InlineData("{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"a\",\"password\":7,\"domain\":{\"name\":\"c\"}}}}}}")]
    [InlineData("not json")]
    public async Task Malformed_token_request_is_400(string body)
    {
        using var content = new StringContent(body);
        using var answer = await Sandbox.Http.PostAsync("/v3/auth/tokens", content);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(400, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Projects_are_listed_by_token_and_filtered_by_name()
    {
        Assert.Equal(SandboxHost.Project(), (await ProjectsAsync(await Sandbox.TokenAsync(), ""))["projects"]!.AsArray().Single()!["id"]!.GetValue<string>());
        Assert.Single((await ProjectsAsync(await Sandbox.TokenAsync(), "?name=cn-north-4"))["projects"]!.AsArray());
        Assert.Empty((await ProjectsAsync(await Sandbox.TokenAsync(), "?name=elsewhere"))["projects"]!.AsArray());
        Assert.Equal(401, (await ProjectsAsync("bad", ""))["error"]!["code"]!.GetValue<int>());
    }

    private async Task<JsonNode> ProjectsAsync(string token, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v3/projects/" + query) { Headers = { { "X-Auth-Token", token } } };
        using var answer = await Sandbox.Http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task<int> TokenStatusAsync(string password)
    {
        using var answer = await Sandbox.RequestTokenAsync(Some.TokenRequest(Domain, "operator", password));
        return (int)answer.StatusCode;
    }

    private async Task SetUserAsync(JsonObject setting)
    {
        using var answer = await Sandbox.Http.PutAsJsonAsync($"/sandbox/users/{Domain}/operator", setting);
        Assert.Equal(204, (int)answer.StatusCode);
    }
}
