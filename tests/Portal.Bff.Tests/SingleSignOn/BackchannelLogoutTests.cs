using System.Net;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.SingleSignOn;

/// <summary>A provider tells that somebody is signed out there, or somebody in its place.</summary>
[Collection(PostgresCollection.Name)]
public sealed class BackchannelLogoutTests(ProviderStack stack, PostgresFixture postgres) : IClassFixture<ProviderStack>
{
    private const string Path = "/bff/backchannel-logout/corp";

    /// <summary>What may be said, what is answered, and whether the session lives on.</summary>
    public static TheoryData<string, HttpStatusCode, bool> Tokens => new()
    {
        { "good", HttpStatusCode.OK, false },
        { "no end", HttpStatusCode.OK, false },
        { "person only", HttpStatusCode.OK, false },
        { "session only", HttpStatusCode.OK, false },
        { "plain type", HttpStatusCode.OK, false },
        { "another session", HttpStatusCode.OK, true },
        { "another person", HttpStatusCode.OK, true },
        { "other type", HttpStatusCode.BadRequest, true },
        { "forged", HttpStatusCode.BadRequest, true },
        { "unsigned", HttpStatusCode.BadRequest, true },
        { "issuer", HttpStatusCode.BadRequest, true },
        { "audience", HttpStatusCode.BadRequest, true },
        { "expired", HttpStatusCode.BadRequest, true },
        { "old", HttpStatusCode.BadRequest, true },
        { "from the future", HttpStatusCode.BadRequest, true },
        { "no time", HttpStatusCode.BadRequest, true },
        { "nonce", HttpStatusCode.BadRequest, true },
        { "no event", HttpStatusCode.BadRequest, true },
        { "other event", HttpStatusCode.BadRequest, true },
        { "event is no object", HttpStatusCode.BadRequest, true },
        { "no id", HttpStatusCode.BadRequest, true },
        { "nobody", HttpStatusCode.BadRequest, true },
        { "too long", HttpStatusCode.BadRequest, true },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Token_is_believed_or_not_as_the_table_says(string what, HttpStatusCode status, bool lives)
    {
        using var browser = new SsoBrowser(stack.Bff.Url);
        await browser.SignInAsync(ProviderStack.Provider);

        using var answer = await TellAsync(stack.Bff, Token(what));
        using var user = await browser.CallAsync(HttpMethod.Get, BffRoutes.User);

        Assert.Equal((status, "no-store"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
        Assert.Equal(lives ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, user.StatusCode);
        if (status is HttpStatusCode.BadRequest)
        {
            Assert.Equal(ProblemCodes.LogoutTokenRefused, await answer.CodeAsync());
        }
    }

    [Fact]
    public async Task What_is_no_token_and_whom_nobody_knows_is_refused()
    {
        using var rubbish = await TellAsync(stack.Bff, "a.b.c");
        using var nothing = await TellAsync(stack.Bff, "");
        using var nobody = await TellAsync(stack.Bff, Token("good"), "/bff/backchannel-logout/nobody");
        using var http = new HttpClient { BaseAddress = stack.Bff.Url };
        using var noForm = await http.PostAsync(Path, null);
        using var read = await http.GetAsync(Path);

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound],
            new[] { rubbish, nothing, noForm, nobody }.Select(a => a.StatusCode));
        Assert.False(read.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Sign_out_at_the_provider_is_in_the_log_of_the_person()
    {
        using var browser = new SsoBrowser(stack.Bff.Url);
        await browser.SignInAsync(ProviderStack.Provider);
        var handle = (await (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).JsonAsync()).GetProperty("session").GetProperty("id").GetString();

        using var answer = await TellAsync(stack.Bff, Token("good"));

        var entry = (await ProviderStack.RecordsAsync(stack.Bff, "harbor", AuditEvents.SignOutByProvider)).Single(r => r.Session == handle);
        Assert.Equal(("corp:" + ImitatedProvider.Subject, AuditOutcomes.Succeeded), (entry.Actor.Id, entry.Outcome));
    }

    [Fact]
    public async Task Key_that_came_with_the_token_is_fetched()
    {
        using var browser = new SsoBrowser(stack.Bff.Url);
        await browser.SignInAsync(ProviderStack.Provider);
        stack.Corp.Rotate();

        using var answer = await TellAsync(stack.Bff, Token("good"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).StatusCode);
    }

    [Fact]
    public async Task Whoever_makes_up_keys_does_not_make_the_portal_ask_without_end()
    {
        await using var provider = await ImitatedProvider.StartAsync();
        await using var stranger = await ImitatedProvider.StartAsync();
        await using var bff = await BffHost.StartAsync(stack.Sandbox, settings: ProviderStack.Settings(provider));
        for (var i = 0; i < 15; i++)
        {
            stranger.Rotate();
            using var answer = await TellAsync(bff, stranger.Sign(Claims(provider)));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.InRange(provider.KeyReads, 2, 11);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Token_counts_once_whichever_instance_it_comes_to(string database)
    {
        using var folder = new TemporaryFolder();
        var postgresql = database == "Postgres" ? await postgres.CreateDatabaseAsync() : null;
        await using var first = await BffHost.StartAsync(stack.Sandbox, postgresql, folder.Path, ProviderStack.Settings(stack.Corp));
        await using var second = postgresql is null ? null : await BffHost.StartAsync(stack.Sandbox, postgresql, folder.Path, ProviderStack.Settings(stack.Corp));
        using var browser = new SsoBrowser(first.Url);
        Assert.Equal("/services", await browser.SignInAsync(ProviderStack.Provider));
        var token = Token("good");

        using var used = await TellAsync(second ?? first, token);
        using var again = await TellAsync(first, token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (used.StatusCode, again.StatusCode));
        await Eventually.TrueAsync(
            async () => (await browser.CallAsync(HttpMethod.Get, BffRoutes.User)).StatusCode == HttpStatusCode.Unauthorized, "the session has ended");
    }

    private static async Task<HttpResponseMessage> TellAsync(BffHost bff, string token, string path = Path)
    {
        using var http = new HttpClient { BaseAddress = bff.Url };
        using var form = new FormUrlEncodedContent([new("logout_token", token)]);
        return await http.PostAsync(path, form);
    }

    private static Dictionary<string, object> Claims(ImitatedProvider provider)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new()
        {
            ["iss"] = provider.Authority, ["aud"] = ImitatedProvider.Client, ["iat"] = now, ["exp"] = now + 120, ["jti"] = Guid.NewGuid().ToString(),
            ["sid"] = ImitatedProvider.Session, ["sub"] = ImitatedProvider.Subject,
            ["events"] = new Dictionary<string, object> { [ImitatedProvider.LogoutEvent] = new Dictionary<string, object>() },
        };
    }

    private string Token(string what)
    {
        var claims = Claims(stack.Corp);
        var now = (long)claims["iat"];
        switch (what)
        {
            case "no end": claims.Remove("exp"); break;
            case "person only": claims.Remove("sid"); break;
            case "session only": claims.Remove("sub"); break;
            case "another session": claims["sid"] = "sid-9"; break;
            case "another person": claims["sub"] = "somebody"; break;
            case "issuer": claims["iss"] = "https://elsewhere.example"; break;
            case "audience": claims["aud"] = "another"; break;
            case "expired": (claims["iat"], claims["exp"]) = (now - 7200, now - 3600); break;
            case "old": claims["iat"] = now - 7200; claims.Remove("exp"); break;
            case "from the future": claims["iat"] = now + 3600; break;
            case "no time": claims.Remove("iat"); break;
            case "nonce": claims["nonce"] = "n"; break;
            case "no event": claims.Remove("events"); break;
            case "other event": claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/other"] = new Dictionary<string, object>() }; break;
            case "event is no object": claims["events"] = new Dictionary<string, object> { [ImitatedProvider.LogoutEvent] = "yes" }; break;
            case "no id": claims.Remove("jti"); break;
            case "nobody": claims.Remove("sid"); claims.Remove("sub"); break;
            case "too long": claims["filler"] = new string('x', 20_000); break;
        }

        return stack.Corp.Sign(
            claims, what switch { "plain type" => "JWT", "other type" => "at+jwt", _ => "logout+jwt" }, forged: what == "forged", algorithm: what == "unsigned" ? "none" : "RS256");
    }
}
