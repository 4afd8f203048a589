using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Client;
using Bcs.Api.Iam;

namespace Bcs.Api.Tests.Iam;

public sealed class IamClientTests
{
    private const string Token = """
        {"token":{"expires_at":"2020-01-04T09:05:22.701000Z","issued_at":"2020-01-03T09:05:22.701000Z","catalog":[],
        "project":{"id":"p1","name":"cn-north-4"},"user":{"id":"u1","name":"operator","domain":{"id":"d1","name":"harbor-logistics"}}}}
        """;

    [Fact]
    public async Task Token_is_issued_with_what_it_stands_for()
    {
        var issued = Assert.IsType<TokenAnswer.Issued>(await ObtainAsync(Answer(201, Token, "MII-SBXSECRET-abc")));
        Assert.Equal("MII-SBXSECRET-abc", issued.Token.Reveal());
        Assert.Equal(new DateTimeOffset(2020, 1, 4, 9, 5, 22, 701, TimeSpan.Zero), issued.ExpiresAt);
        Assert.Equal(TimeSpan.FromHours(24), issued.ExpiresAt - issued.IssuedAt);
        Assert.Equal(("p1", "cn-north-4", "u1", "operator", "d1"), (issued.ProjectId, issued.ProjectName, issued.UserId, issued.UserName, issued.DomainId));
    }

    [Fact]
    public async Task Token_and_password_are_not_printed_by_accident()
    {
        var issued = Assert.IsType<TokenAnswer.Issued>(await ObtainAsync(Answer(201, Token, "MII-SBXSECRET-abc")));
        var request = new TokenRequest("d", "u", new Secret("pw-SBXSECRET-1"));
        var texts = new[] { issued.ToString(), $"{issued.Token}", JsonSerializer.Serialize(issued), request.ToString(), JsonSerializer.Serialize(request) };
        Assert.All(texts, t => Assert.DoesNotContain("SBXSECRET", t, StringComparison.Ordinal));
        Assert.Equal("***", issued.Token.ToString());
    }

    [Theory]
    [InlineData(401, """{"error":{"code":401,"message":"wrong","title":"Unauthorized"}}""", "401", "wrong")]
    [InlineData(400, """{"error_msg":"The format of message is error","error_code":"AS.0001"}""", "AS.0001", "The format of message is error")]
    public async Task Refusal_keeps_code_and_message(int status, string body, string code, string message)
    {
        var refused = Assert.IsType<TokenAnswer.Refused>(await ObtainAsync(Answer(status, body)));
        Assert.Equal((status, code, message), (refused.Status, refused.Code, refused.Message));
    }

    [Theory]
    [InlineData(500, """{"error":{"code":500,"message":"oops","title":"Internal Server Error"}}""")]
    [InlineData(502, "<html></html>")]
    [InlineData(403, "<html>a proxy in between</html>")]
    [InlineData(429, """{"error":{"code":429,"message":"slow","title":"Too Many Requests"}}""")]
    [InlineData(201, "<html></html>")]
    public async Task Answer_that_says_nothing_about_the_password_is_unavailable(int status, string body)
    {
        var unavailable = Assert.IsType<TokenAnswer.Unavailable>(await ObtainAsync(Answer(status, body, status == 201 ? "t" : null)));
        Assert.Equal(status, unavailable.Status);
    }

    [Fact]
    public async Task Success_without_a_token_is_unavailable() =>
        Assert.Equal("NoToken", Assert.IsType<TokenAnswer.Unavailable>(await ObtainAsync(Answer(201, Token))).Reason);

    [Fact]
    public async Task No_connection_and_time_out_are_unavailable()
    {
        using var http = new HttpClient(new AnsweringHandler(_ => throw new HttpRequestException(HttpRequestError.ConnectionError))) { BaseAddress = new Uri("http://localhost") };
        Assert.Equal("ConnectionError", Assert.IsType<TokenAnswer.Unavailable>(await new IamClient(http).ObtainTokenAsync("d", "u", "p", null)).Reason);
        using var slow = new HttpClient(new AnsweringHandler(_ => throw new TaskCanceledException())) { BaseAddress = new Uri("http://localhost") };
        Assert.Equal("Timeout", Assert.IsType<TokenAnswer.Unavailable>(await new IamClient(slow).ObtainTokenAsync("d", "u", "p", null)).Reason);
    }

    [Theory]
    [InlineData("cn-north-4", null, """{"project":{"name":"cn-north-4"}}""")]
    [InlineData("cn-north-4", "p1", """{"project":{"id":"p1"}}""")]
    [InlineData(null, null, """{"domain":{"name":"harbor"}}""")]
    public async Task Scope_stands_inside_auth(string? name, string? id, string scope)
    {
        var handler = new AnsweringHandler(_ => Answer(201, Token, "t"));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        await new IamClient(http).ObtainTokenAsync(new TokenRequest("harbor", "operator", new Secret("pw")) { ProjectName = name, ProjectId = id });
        var body = JsonNode.Parse(handler.Body)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(scope), body["auth"]!["scope"]), handler.Body);
        Assert.Equal("pw", body["auth"]!["identity"]!["password"]!["user"]!["password"]!.GetValue<string>());
        Assert.Equal("/v3/auth/tokens?nocatalog=true", handler.Request!.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task Projects_are_listed_by_name()
    {
        using var handler = new AnsweringHandler(_ => Some.Json(200, """{"links":{},"projects":[{"id":"p1","name":"cn-north-4","domain_id":"d1","enabled":true,"is_domain":false}]}"""));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        var ok = Assert.IsType<BcsResult<ProjectList>.Ok>(await new IamClient(http).ListProjectsAsync("cn north"));
        Assert.Equal(new IamProject { Id = "p1", Name = "cn-north-4", DomainId = "d1", Enabled = true }, ok.Value.Projects!.Single());
        Assert.Equal("/v3/projects?name=cn%20north", handler.Request!.RequestUri!.PathAndQuery);
    }

    [Theory]
    [InlineData(401, """{"error":{"code":401,"message":"no","title":"Unauthorized"}}""", typeof(BcsResult<ProjectList>.Refused))]
    [InlineData(200, "<html></html>", typeof(BcsResult<ProjectList>.Unclear))]
    [InlineData(200, "null", typeof(BcsResult<ProjectList>.Unclear))]
    [InlineData(502, "<html></html>", typeof(BcsResult<ProjectList>.Unclear))]
    public async Task Projects_that_cannot_be_read_say_why(int status, string body, Type expected)
    {
        using var http = new HttpClient(new AnsweringHandler(_ => Some.Json(status, body))) { BaseAddress = new Uri("http://localhost") };
        Assert.IsType(expected, await new IamClient(http).ListProjectsAsync(null));
    }

    private static async Task<TokenAnswer> ObtainAsync(HttpResponseMessage answer)
    {
        using var http = new HttpClient(new AnsweringHandler(_ => answer)) { BaseAddress = new Uri("http://localhost") };
        return await new IamClient(http).ObtainTokenAsync("harbor", "operator", "pw", "cn-north-4");
    }

    private static HttpResponseMessage Answer(int status, string body, string? token = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        if (token is not null)
        {
            answer.Headers.Add("X-Subject-Token", token);
        }

        return answer;
    }
}
