using System.Net;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

using Portal.Bff.Sessions;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Testing;

namespace Portal.Bff.Tests.Sessions;

public sealed class SessionLifeTests : IAsyncLifetime
{
    private readonly AheadTimeProvider _time = new();
    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync();
        _bff = await BffHost.StartAsync(_sandbox, services: s => s.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time)));
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task The_original_cookie_stays_valid_while_the_stored_ticket_slides()
    {
        using var browser = await _bff.SignInAsync();
        var cookie = browser.Cookies.GetCookieHeader(_bff.Url);

        _time.Advance(TimeSpan.FromHours(5));
        using var first = await RawAsync(cookie);
        _time.Advance(TimeSpan.FromHours(5));
        using var second = await RawAsync(cookie);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task An_idle_session_ends_and_a_busy_one_ends_after_a_day()
    {
        using var idle = await _bff.SignInAsync();
        using var busy = await _bff.SignInAsync();

        _time.Advance(TimeSpan.FromHours(6));
        Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync(BffRoutes.User)).StatusCode);
        _time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(HttpStatusCode.Unauthorized, (await idle.GetAsync(BffRoutes.User)).StatusCode);
        for (var hour = 9; hour < 24; hour += 3)
        {
            Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync(BffRoutes.User)).StatusCode);
            _time.Advance(TimeSpan.FromHours(3));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await busy.GetAsync(BffRoutes.User)).StatusCode);
    }

    [Fact]
    public async Task Whoever_watches_a_busy_session_sees_it_end_after_a_day_and_is_told_so_before()
    {
        using var busy = await _bff.SignInAsync();
        var begun = _time.GetUtcNow();
        for (var hour = 0; hour < 21; hour += 3)
        {
            _time.Advance(TimeSpan.FromHours(3));
            Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync(BffRoutes.User)).StatusCode);
        }

        // The hub closes the connections of sessions that its watch finds dead.
        var session = (await (await busy.GetAsync(BffRoutes.User)).JsonAsync()).GetProperty("session");
        var handle = session.GetProperty("id").GetString()!;
        var watch = _bff.Services.GetRequiredService<ISessionDirectory>();
        Assert.InRange(session.GetProperty("expiresAt").GetDateTimeOffset(), begun.AddHours(24).AddMinutes(-1), begun.AddHours(24).AddMinutes(1));
        Assert.Equal([handle], await watch.AliveAsync([handle], default));
        _time.Advance(TimeSpan.FromHours(3) + TimeSpan.FromMinutes(1));
        Assert.Empty(await watch.AliveAsync([handle], default));
    }

    private async Task<HttpResponseMessage> RawAsync(string cookie)
    {
        using var browser = _bff.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, BffRoutes.User) { Headers = { { "Cookie", cookie } } };
        return await browser.Http.SendAsync(request);
    }

    /// <summary>The real clock, ahead by what the test says: the host's own timers go on as they are.</summary>
    private sealed class AheadTimeProvider : TimeProvider
    {
        private TimeSpan _ahead;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

        public void Advance(TimeSpan by) => _ahead += by;
    }
}
