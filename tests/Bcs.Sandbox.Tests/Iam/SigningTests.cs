using System.Text;
using System.Text.Json.Nodes;

using Bcs.Api.Iam;
using Bcs.Api.Signing;

namespace Bcs.Sandbox.Tests.Iam;

/// <summary>The client's signer and the emulator's verifier were written apart; here they meet.</summary>
public sealed class SigningTests : SandboxTest
{
    private static readonly string Project = SandboxHost.Project();

    public static TheoryData<string> Targets =>
    [
        "/blockchains",
        "/blockchains/",
        "/blockchains/a%20b%2Fc~!'()*%E4%B8%AD%E6%96%87/status",
        "/blockchains/%25%32%35/status",
        "/blockchains/a+b=c&d;e:f@g$,h/status",
        "/operation/record?operation_id=",
        "/operation/record?operation_id",
        "/operation/record?b=2&a=1&b=1&a=%20&A=x&a-=y&a%2B=z",
        "/operation/record?q=%E4%B8%AD+%2B%26%3D%25&%C3%BC=~!'()*",
        "/operation/record?q=a=b==&&x",
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Signed_request_with_an_awkward_target_is_taken(string target)
    {
        var call = await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{Project}{target}");
        var (status, body) = await call.SendAsync();
        Assert.True(status == 200 || body?["error_code"]?.GetValue<string>() == "BCS.4001011", $"{status} {body?.ToJsonString()} {call.Head}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12 * 1024 * 1024)]
    public async Task Body_up_to_12_mb_is_signed_and_taken(int length)
    {
        var body = new byte[length];
        body.AsSpan().Fill((byte)'a');
        AssertRefused(400, "BCS.4004025", await (await SignedCall.CreateAsync(Sandbox, "POST", $"/v2/{Project}/blockchains", body)).SendAsync());
    }

    [Fact]
    public async Task Larger_body_is_refused_in_the_form_of_the_gateway()
    {
        var call = await SignedCall.CreateAsync(Sandbox, "POST", $"/v2/{Project}/blockchains", "{}"u8.ToArray());
        AssertRefused(413, "APIGW.0201", await call.WithHead(h => h.Replace("Content-Length: 2", $"Content-Length: {(12 * 1024 * 1024) + 1}", StringComparison.Ordinal)).SendAsync());
    }

    [Fact]
    public async Task One_changed_byte_anywhere_is_refused()
    {
        var body = Encoding.UTF8.GetBytes(Some.Service("bcs-signed").ToJsonString());
        var call = await SignedCall.CreateAsync(Sandbox, "POST", $"/v2/{Project}/blockchains?x=1", body);
        var changed = new Dictionary<string, SignedCall>
        {
            ["method"] = call.WithHead(h => "PUT" + h[4..]),
            ["path"] = call.WithHead(h => h.Replace("/blockchains?", "/blockchainz?", StringComparison.Ordinal)),
            ["query"] = call.WithHead(h => h.Replace("?x=1", "?x=2", StringComparison.Ordinal)),
            ["no query"] = call.WithHead(h => h.Replace("?x=1", "", StringComparison.Ordinal)),
            ["date"] = call.WithHead(h => Next(h, "X-Sdk-Date: ", 15)),
            ["media type"] = call.WithHead(h => h.Replace("application/json", "application/jsom", StringComparison.Ordinal)),
            ["host"] = call.WithHead(h => h.Replace("Host: 127.0.0.1", "Host: 127.0.0.2", StringComparison.Ordinal)),
            ["signature"] = call.WithHead(h => Next(h, "Signature=", 7)),
            ["signature's case"] = call.WithHead(h => h[..h.IndexOf("Signature=", StringComparison.Ordinal)] + Upper(h[h.IndexOf("Signature=", StringComparison.Ordinal)..])),
            ["signed headers"] = call.WithHead(h => h.Replace("SignedHeaders=", "SignedHeaders=accept;", StringComparison.Ordinal)),
            ["scheme"] = call.WithHead(h => h.Replace("SDK-HMAC-SHA256 Access", "SDK-HMAC-SHA256  Access", StringComparison.Ordinal)),
            ["first byte"] = call.WithChangedBody(0),
            ["last byte"] = call.WithChangedBody(body.Length - 1),
        };
        foreach (var (what, other) in changed)
        {
            Assert.NotEqual((call.Head, call.Body), (other.Head, other.Body));
            // Each has its own emulator: five failures would lock the key.
            var (status, answer) = await other.SendAsync();
            Assert.True(status is 401 or 404 && answer!["error_code"]!.GetValue<string>() is "APIGW.0301" or "BCS.4040404", $"{what}: {status} {answer?.ToJsonString()}");
            Sandbox.Advance(301);
            Assert.Equal(200, (await (await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{Project}/blockchains")).SendAsync()).Status);
        }

        Assert.Equal(200, (await call.SendAsync()).Status);
    }

    [Fact]
    public async Task Listed_header_that_is_absent_is_refused()
    {
        var call = await SignedCall.CreateAsync(Sandbox, "POST", $"/v2/{Project}/blockchains", "{}"u8.ToArray());
        Assert.Contains("SignedHeaders=content-type;host", call.Head, StringComparison.Ordinal);
        AssertRefused(401, "APIGW.0301", await call.WithHead(h => h.Replace("Content-Type: application/json\r\n", "", StringComparison.Ordinal)).SendAsync());
    }

    [Theory]
    [InlineData(-14, 200)]
    [InlineData(14, 200)]
    [InlineData(-16, 401)]
    [InlineData(16, 401)]
    public async Task Date_may_be_15_minutes_off(int minutes, int status) =>
        Assert.Equal(status, (await (await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{Project}/quotas", at: DateTimeOffset.UtcNow.AddMinutes(minutes))).SendAsync()).Status);

    [Fact]
    public async Task Clock_of_the_simulation_does_not_spoil_signatures_of_either_time()
    {
        Sandbox.Advance(7200);
        Assert.Equal(200, (await QuotasAsync(DateTimeOffset.UtcNow)).Status);
        Assert.Equal(200, (await QuotasAsync(Sandbox.Clock.UtcNow)).Status);
        AssertRefused(401, "APIGW.0301", await QuotasAsync(DateTimeOffset.UtcNow.AddHours(1)));

        async Task<(int Status, JsonNode? Body)> QuotasAsync(DateTimeOffset at) =>
            await (await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{Project}/quotas", at: at)).SendAsync();
    }

    [Fact]
    public async Task Five_failures_lock_the_key_for_five_minutes_and_only_that_key()
    {
        for (var i = 0; i < 5; i++)
        {
            AssertSays("verify aksk signature fail", await QuotasAsync("wrong"));
        }

        AssertSays("AK access failed to reach the limit,forbidden.", await QuotasAsync(null));
        Assert.Equal(200, (await QuotasAsync(null, "operator")).Status);
        Sandbox.Advance(301);
        Assert.Equal(200, (await QuotasAsync(null)).Status);
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(i % 4 == 3 ? 200 : 401, (await QuotasAsync(i % 4 == 3 ? null : "wrong")).Status);
        }
    }

    [Fact]
    public async Task Unknown_key_is_refused_and_told_apart()
    {
        var key = new AccessKey("AAAAAAAAAAAAAAAAAAAA", new Secret("x"));
        AssertSays("Get secretKey failed,ak:***,err:ak not exist", await (await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{Project}/quotas", key: key)).SendAsync());
    }

    [Fact]
    public async Task Caller_of_a_signed_request_is_the_owner_of_the_key()
    {
        var body = Encoding.UTF8.GetBytes(Some.Service("bcs-signed").ToJsonString());
        AssertRefused(403, "BCS.4030403", await (await SignedCall.CreateAsync(Sandbox, "POST", $"/v2/{Project}/blockchains", body, key: SignedCall.Key(user: "viewer"))).SendAsync());
        AssertRefused(403, "BCS.4030403", await (await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{SandboxHost.Project("meridian")}/quotas")).SendAsync());
        Assert.Equal(200, (await (await SignedCall.CreateAsync(Sandbox, "POST", $"/v2/{Project}/blockchains", body)).SendAsync()).Status);
        var entry = (await Sandbox.CallsAsync())[^1];
        Assert.Equal(("harbor", "admin"), (entry["tenant"]!.GetValue<string>(), entry["user"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Token_beside_a_signature_is_refused()
    {
        var call = await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{Project}/quotas");
        var token = await Sandbox.TokenAsync();
        AssertRefused(401, "APIGW.0301", await call.WithHead(h => $"{h}\r\nX-Auth-Token: {token}").SendAsync());
    }

    [Fact]
    public async Task Iam_takes_signatures_where_the_sdks_send_them()
    {
        var (status, projects) = await (await SignedCall.CreateAsync(Sandbox, "GET", "/v3/projects?name=cn-north-4", "{}"u8.ToArray())).SendAsync();
        Assert.Equal((200, Project), (status, projects!["projects"]!.AsArray().Single()!["id"]!.GetValue<string>()));
        var domains = (await (await SignedCall.CreateAsync(Sandbox, "GET", "/v3/auth/domains")).SendAsync()).Body!["domains"]!.AsArray();
        Assert.Equal(SandboxHost.Domain(), domains.Single()!["name"]!.GetValue<string>());
        Assert.Equal("cn-north-4", (await (await SignedCall.CreateAsync(Sandbox, "GET", "/v3/regions")).SendAsync()).Body!["regions"]![0]!["id"]!.GetValue<string>());
        AssertSays("verify aksk signature fail", await (await SignedCall.CreateAsync(Sandbox, "GET", "/v3/projects", key: SignedCall.Key(secret: "wrong"))).SendAsync());

        var request = Encoding.UTF8.GetBytes(Some.TokenRequest(SandboxHost.Domain(), "admin", "Harbor-Admin-SBXSECRET-1").ToJsonString());
        Assert.Equal(201, (await (await SignedCall.CreateAsync(Sandbox, "POST", "/v3/auth/tokens", request, key: SignedCall.Key(secret: "wrong"))).SendAsync()).Status);
    }

    [Theory]
    [InlineData("locked")]
    [InlineData("disabled")]
    public async Task Key_of_a_locked_or_disabled_user_is_refused(string what)
    {
        using var set = await Sandbox.Http.PutAsync($"/sandbox/users/{SandboxHost.Domain()}/operator", System.Net.Http.Json.JsonContent.Create(new JsonObject { [what] = true }));
        Assert.Equal(204, (int)set.StatusCode);
        AssertSays($"user is {what}", await QuotasAsync(null, "operator"));
    }

    private static void AssertSays(string reason, (int Status, JsonNode? Body) answer)
    {
        AssertRefused(401, "APIGW.0301", answer);
        Assert.Equal($"Incorrect IAM authentication information: {reason}", answer.Body!["error_msg"]!.GetValue<string>());
        Assert.NotEmpty(answer.Body["request_id"]!.GetValue<string>());
    }

    private async Task<(int Status, JsonNode? Body)> QuotasAsync(string? secret, string user = "admin") =>
        await (await SignedCall.CreateAsync(Sandbox, "GET", $"/v2/{Project}/quotas", key: SignedCall.Key(user: user, secret: secret))).SendAsync();

    /// <summary>The text with the character after a label changed into another digit.</summary>
    private static string Next(string text, string label, int offset)
    {
        var at = text.IndexOf(label, StringComparison.Ordinal) + label.Length + offset;
        return text[..at] + (text[at] == '0' ? '1' : '0') + text[(at + 1)..];
    }

    private static string Upper(string text)
    {
        var end = text.IndexOf('\r', StringComparison.Ordinal) is var line and > 0 ? line : text.Length;
        return text[..10] + text[10..end].ToUpperInvariant() + text[end..];
    }
}
