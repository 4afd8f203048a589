using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Iam;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Iam;

public sealed class PolicyTests : SandboxTest
{
    private static readonly string Users = $"/sandbox/users/{SandboxHost.Domain()}";

    [Theory]
    [InlineData("bcs:fabricChannel:create", "bcs:fabricChannel:create", true)]
    [InlineData("bcs:fabricChannel:create", "bcs:fabricChannel:createMore", false)]
    [InlineData("bcs:*:*", "bcs:fabricChannel:create", true)]
    [InlineData("*", "bcs:fabricChannel:create", true)]
    [InlineData("bcs:*:list*", "bcs:fabricInstance:listQuota", true)]
    [InlineData("bcs:*:list*", "bcs:fabricInstance:getDetail", false)]
    [InlineData("BCS:fabricinstance:GetDetail", "bcs:fabricInstance:getDetail", true)]
    [InlineData("bcs.fabricInstance:getDetail", "bcs:fabricInstance:getDetail", false)]
    public void Pattern_covers_an_action(string pattern, string action, bool covers) => Assert.Equal(covers, PolicyStatement.Matches(pattern, action));

    [Fact]
    public async Task Each_action_of_the_table_opens_its_call_and_denying_it_closes_it()
    {
        Assert.Equal(30, Contract.Actions.Count);
        foreach (var (id, action) in Contract.Actions)
        {
            var operation = Contract.Operation(id);
            await SetAsync(Statement("Allow", action));
            Assert.NotEqual(403, await StatusAsync(operation));
            await SetAsync(Statement("Allow", "bcs:*:*"), Statement("Deny", action));
            Assert.Equal(403, await StatusAsync(operation));
            await SetAsync(Statement("Allow", [.. Contract.Actions.Values.Where(a => a != action)]));
            Assert.Equal(403, await StatusAsync(operation));
        }
    }

    [Fact]
    public async Task User_without_any_statement_may_nothing_and_a_role_gives_it_back()
    {
        await SetAsync();
        AssertRefused(403, "BCS.4030403", await CallAsync("GET", "/quotas"));
        using var set = await Sandbox.Http.PutAsJsonAsync($"{Users}/operator", new { role = "ReadOnly" });
        Assert.Equal(200, (await CallAsync("GET", "/quotas")).Status);
        AssertRefused(403, "BCS.4030403", await CallAsync("POST", "/blockchains", Some.Service("bcs-test")));
    }

    [Fact]
    public async Task Change_of_permissions_kills_the_tokens_of_the_user_only()
    {
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", user: "operator")).Status);
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", user: "viewer")).Status);
        await SetAsync(Statement("Allow", "bcs:*:*"));
        AssertRefused(401, "APIGW.0301", await Sandbox.CallAsync("GET", "/quotas", user: "operator"));
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas", user: "viewer")).Status);
    }

    [Fact]
    public async Task Added_user_signs_in_by_password_and_by_key()
    {
        using var added = await Sandbox.Http.PostAsJsonAsync(Users, new { name = "robot", password = "Robot-SBXSECRET-1", policies = new[] { new { version = "1.1", statement = new[] { new { effect = "Allow", action = new[] { "bcs:*:list*" } } } } } });
        var user = (await added.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Contains("SBXSECRET", user["sk"]!.GetValue<string>(), StringComparison.Ordinal);
        using var token = await Sandbox.RequestTokenAsync(Some.TokenRequest(SandboxHost.Domain(), "robot", "Robot-SBXSECRET-1"));
        Assert.Equal(201, (int)token.StatusCode);
        var key = SignedCall.Key(user: "robot", secret: user["sk"]!.GetValue<string>());
        Assert.Equal(200, (await (await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{SandboxHost.Project()}/quotas", key: key)).SendAsync()).Status);
        Assert.Equal(403, (await (await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{SandboxHost.Project()}/blockchains/flavors", key: key)).SendAsync()).Status);
        using var again = await Sandbox.Http.PostAsJsonAsync(Users, new { name = "robot", password = "x" });
        Assert.Equal(400, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("""{"policies":[{"statement":[{"effect":"Perhaps","action":["bcs:*:*"]}]}]}""")]
    [InlineData("""{"policies":[{"statement":[{"effect":"Allow","action":[]}]}]}""")]
    [InlineData("""{"policies":[{"statement":[{"effect":"Allow","action":["bcs:fabricChannel:creat"]}]}]}""")]
    [InlineData("""{"policies":[null]}""")]
    [InlineData("""{"role":"Emperor"}""")]
    [InlineData("""{"password":""}""")]
    public async Task Setting_that_makes_no_sense_is_400(string setting)
    {
        using var content = new StringContent(setting, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Sandbox.Http.PutAsync($"{Users}/operator", content);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static object Statement(string effect, params string[] action) => new { Effect = effect, Action = action };

    private async Task SetAsync(params object[] statements)
    {
        using var answer = await Sandbox.Http.PutAsJsonAsync($"{Users}/operator", new { policies = new[] { new { Version = "1.1", Statement = statements } } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> StatusAsync(ContractOperation operation)
    {
        var path = operation.Path["/v2/{project_id}".Length..].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        return (await CallAsync(operation.Method, path, operation.Method == "GET" ? null : "{}")).Status;
    }

    /// <summary>Calls with a fresh token, since each change of permissions ends the last one.</summary>
    private async Task<(int Status, JsonNode? Body)> CallAsync(string method, string path, object? body = null)
    {
        using var issued = await Sandbox.RequestTokenAsync(Some.TokenRequest(SandboxHost.Domain(), "operator", DemoTenants.Password("harbor", "operator")));
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v2/{SandboxHost.Project()}{path}");
        request.Headers.Add("X-Auth-Token", issued.Headers.GetValues("X-Subject-Token"));
        request.Content = body is string text ? new StringContent(text, System.Text.Encoding.UTF8, "application/json") : body is null ? null : JsonContent.Create(body);
        using var answer = await Sandbox.Http.SendAsync(request);
        var content = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, content.StartsWith('{') ? JsonNode.Parse(content) : null);
    }
}
