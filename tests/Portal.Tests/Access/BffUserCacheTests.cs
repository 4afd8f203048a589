using System.Net;

using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Tests.Access;

public sealed class BffUserCacheTests
{
    private const string User = "GET /bff/user";

    private static readonly UserInfo Olivia = new(new("iam:x/olivia", "olivia", "x", "iam"), new("s", DateTimeOffset.MaxValue), []);

    private readonly ManualTimeProvider _time = new(Some.Start);
    private readonly BffStub _bff = new();
    private readonly BffUserCache _users;

    public BffUserCacheTests() => _users = new(new BffTransport(new Uri("http://bff.test"), _bff), _time);

    [Fact]
    public async Task One_page_and_its_circuit_ask_once()
    {
        _bff.Answer(User, Olivia);

        await Together.AllAsync(AskAsync("a"), AskAsync("a"));
        await AskAsync("a");

        Assert.Single(_bff.Asked);
    }

    [Fact]
    public async Task Each_session_is_asked_for_by_itself()
    {
        _bff.Answer(User, Olivia);

        await AskAsync("a");
        await AskAsync("b");

        Assert.Equal(["portal=a", "portal=b"], _bff.Requests.Select(r => r.Request.Headers.GetValues("Cookie").Single()));
    }

    [Fact]
    public async Task After_some_seconds_it_asks_again()
    {
        _bff.Answer(User, Olivia);
        await AskAsync("a");

        _time.Advance(TimeSpan.FromSeconds(4));
        await AskAsync("a");

        Assert.Equal(2, _bff.Asked.Count);
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        _bff.Answer(User, new { code = "session_required", status = 401 }, HttpStatusCode.Unauthorized);
        Assert.IsType<BcsResult<UserInfo>.Refused>(await AskAsync("a"));
        _bff.Answer(User, Olivia);

        Assert.IsType<BcsResult<UserInfo>.Ok>(await AskAsync("a"));
    }

    private Task<BcsResult<UserInfo>> AskAsync(string session) =>
        _users.GetAsync(new SessionCookie("portal=" + session, new Caller("10.0.0.9", "https", "portal.example", "browser")));
}
