using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;
using Bcs.Sandbox.Pipeline;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Pipeline;

public sealed class AccessTests : SandboxTest
{
    [Theory]
    [InlineData(null)]
    [InlineData("MIISBXSECRETforged")]
    public async Task Call_without_a_valid_token_is_refused_by_the_api_gateway(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{SandboxHost.Project()}/quotas");
        if (token is not null)
        {
            request.Headers.Add("X-Auth-Token", token);
        }

        using var answer = await Sandbox.Http.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        AssertRefused(401, "APIGW.0301", ((int)answer.StatusCode, body));
        Assert.StartsWith("Incorrect IAM authentication information: ", body!["error_msg"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(body["request_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Token_is_refused_after_24_simulated_hours()
    {
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/quotas")).Status);
        Sandbox.Advance((24 * 3600) + 1);
        AssertRefused(401, "APIGW.0301", await Sandbox.CallAsync("GET", "/quotas"));
    }

    [Fact]
    public async Task Project_of_another_tenant_is_forbidden()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{SandboxHost.Project("meridian")}/blockchains");
        request.Headers.Add("X-Auth-Token", await Sandbox.TokenAsync());
        using var answer = await Sandbox.Http.SendAsync(request);
        AssertRefused(403, "BCS.4030403", ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonNode>()));
    }

    [Fact]
    public async Task Token_of_the_whole_account_is_forbidden()
    {
        var scope = new JsonObject { ["domain"] = new JsonObject { ["name"] = SandboxHost.Domain() } };
        using var issued = await Sandbox.RequestTokenAsync(Some.TokenRequest(SandboxHost.Domain(), "admin", "Harbor-Admin-SBXSECRET-1", scope));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{SandboxHost.Project()}/quotas");
        request.Headers.Add("X-Auth-Token", issued.Headers.GetValues("X-Subject-Token"));
        using var answer = await Sandbox.Http.SendAsync(request);
        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("viewer", 403)]
    [InlineData("auditor", 403)]
    [InlineData("operator", 200)]
    [InlineData("admin", 200)]
    [InlineData("portal", 200)]
    public async Task Writes_depend_on_the_role(string user, int status)
    {
        Assert.Equal(200, (await Sandbox.CallAsync("GET", "/blockchains", user: user)).Status);
        Assert.Equal(status, (await Sandbox.CallAsync("POST", "/blockchains", Some.Service("bcs-test"), user: user)).Status);
    }

    [Fact]
    public async Task Operator_cannot_delete_a_service()
    {
        var id = await Sandbox.ReadyServiceAsync();
        AssertRefused(403, "BCS.4030403", await Sandbox.CallAsync("DELETE", $"/blockchains/{id}", user: "operator"));
        Assert.Equal(200, (await Sandbox.CallAsync("DELETE", $"/blockchains/{id}")).Status);
    }

    [Theory]
    [InlineData("GET", "/nothing")]
    [InlineData("PATCH", "/blockchains")]
    [InlineData("DELETE", "/quotas")]
    public async Task Unknown_route_is_404(string method, string path) =>
        AssertRefused(404, "BCS.4040404", await Sandbox.CallAsync(method, path));

    [Fact]
    public async Task Route_exists_for_exactly_the_operations_that_have_a_handler()
    {
        foreach (var operation in BcsOperations.All)
        {
            var path = operation.Template["/v2/{project_id}".Length..].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            var (_, body) = await Sandbox.CallAsync(operation.Method, path, operation.Method == "GET" ? null : "{}");
            Assert.Equal(BcsHandlers.Find(operation) is null, body?["error_code"]?.GetValue<string>() == "BCS.4040404");
        }
    }

    [Fact]
    public async Task Flavors_are_not_taken_for_a_service_id() =>
        Assert.Equal(10, (await Sandbox.GetAsync("/blockchains/flavors"))["enterprise_spec"]!["orderer_max_num"]!.GetValue<int>());

    [Fact]
    public void Every_refusal_of_the_emulator_is_listed_and_in_the_contract()
    {
        var fields = typeof(BcsFaults).GetFields().Select(f => f.GetValue(null)).OfType<BcsFault>().Select(f => f.Code).ToList();
        Assert.True(fields.Count > 10);
        Assert.Empty(fields.Except(BcsFaults.Codes));
        Assert.Equal(["APIGW.0201", "APIGW.0301"], BcsFaults.Codes.Except(Contract.Codes).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answers_carry_a_request_id_and_the_simulated_date()
    {
        Sandbox.Advance(3600);
        using var answer = await Sandbox.SendAsync("GET", "/quotas");
        Assert.NotEmpty(answer.Headers.GetValues("X-Request-Id").Single());
        Assert.InRange(Sandbox.Clock.UtcNow - answer.Headers.Date!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
