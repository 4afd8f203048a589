using System.Net;

using Bunit;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Features.Account;

namespace Portal.Tests.Features.Account;

public sealed class AccountPageTests : IDisposable
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    private readonly PortalContext _portal = new() { Preferences = Preferences.Default with { ChosenZone = Preferences.FindZone("Asia/Shanghai"), Clock = "12" } };

    public AccountPageTests() => List(Session("phone", "curl/8.14.1", 2), Session("here", Chrome, 1, current: true));

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Sessions_tell_device_and_use_and_another_one_can_be_ended()
    {
        var page = await _portal.PageAsync<AccountPage>();
        var rows = page.FindAll("[data-testid=sessions] tbody tr");

        Assert.Equal(["here", "phone"], rows.Select(r => r.GetAttribute("data-row")));
        Assert.Contains("Chrome on Windows", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("This session", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(BffRoutes.SignOut, rows[0].QuerySelector("form")!.GetAttribute("action"));
        Assert.Contains("A program (curl)", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("192.0.2.2", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("due", rows[1].QuerySelectorAll("time")[^1].GetAttribute("data-relative"));
        Assert.Equal("in 7 h", rows[1].QuerySelectorAll("time")[^1].TextContent);

        _portal.Bff.Answer($"DELETE {BffRoutes.Sessions}/phone", _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent)));
        List(Session("here", Chrome, 1, current: true));
        await page.Find("[data-testid=end-session]").ClickAsync(new());

        Assert.Contains($"DELETE {BffRoutes.Sessions}/phone", _portal.Bff.Asked);
        Assert.Single(page.FindAll("[data-testid=sessions] tbody tr"));
        Assert.Contains("You are signed in nowhere else.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=end-all]"));
    }

    [Theory]
    [InlineData(SessionsToKeep.Current, "/")]
    [InlineData(SessionsToKeep.None, "/signed-out")]
    public async Task Sign_out_everywhere_says_what_it_does_and_ends_what_was_chosen(string keep, string leads)
    {
        var page = await _portal.PageAsync<AccountPage>();
        await page.Find("[data-testid=end-all]").ClickAsync(new());
        Assert.Contains("has to sign in again", page.Find("[data-testid=end-sessions-dialog]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["All others (1)", "All, this one included (2)"], page.FindAll("[data-testid=end-sessions-dialog] strong").Select(s => s.TextContent));

        await page.Find($"[data-testid=end-sessions-dialog] input[value={keep}]").ChangeAsync(new ChangeEventArgs { Value = keep });
        _portal.Bff.Answer($"DELETE {BffRoutes.Sessions}", _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent)));
        await page.Find("[data-testid=end-sessions-dialog] form").SubmitAsync();

        Assert.Equal($"?keep={keep}", _portal.Bff.Requests.Single(r => r.Request.Method == HttpMethod.Delete).Request.RequestUri!.Query);
        Assert.Equal(leads == "/signed-out", _portal.JSInterop.Invocations["portal.leave"].Any(i => ((string)i.Arguments[0]!).StartsWith(leads, StringComparison.Ordinal)));
        Assert.Empty(page.FindAll("[data-testid=end-sessions-dialog] form"));
    }

    [Fact]
    public async Task Refusal_stays_in_the_dialog()
    {
        var page = await _portal.PageAsync<AccountPage>();
        await page.Find("[data-testid=end-all]").ClickAsync(new());
        _portal.Bff.Answer($"DELETE {BffRoutes.Sessions}", new { code = ProblemCodes.AuditUnavailable, status = 503 }, HttpStatusCode.ServiceUnavailable);
        await page.Find("[data-testid=end-sessions-dialog] form").SubmitAsync();

        Assert.NotNull(page.Find("[data-testid=end-sessions-dialog] [data-testid=problem]"));
    }

    [Fact]
    public async Task Zone_and_clock_show_what_was_chosen_and_a_choice_goes_to_the_browser()
    {
        var page = await _portal.PageAsync<AccountPage>();

        Assert.Equal("Asia/Shanghai", page.Find("#times-zone").GetAttribute("value"));
        Assert.Equal(["As this browser: UTC", "UTC"], page.FindAll("#times-zone > option").Select(o => o.TextContent));
        Assert.Contains(page.FindAll("#times-zone optgroup[label=Asia] option"), o => (o.GetAttribute("value"), o.TextContent) == ("Asia/Shanghai", "Shanghai (UTC+08:00)"));
        Assert.Contains(page.FindAll("#times-zone option"), o => o.TextContent == "Argentina, Buenos Aires (UTC-03:00)");
        Assert.Equal(["false", "true"], page.FindAll("[data-set-clock]").Select(b => b.GetAttribute("aria-pressed")));
        Assert.EndsWith("M", page.Find("[data-testid=times-now] time").TextContent, StringComparison.Ordinal);

        await page.Find("#times-zone").ChangeAsync(new ChangeEventArgs { Value = "Europe/Berlin" });
        await page.Find("#times-zone").ChangeAsync(new ChangeEventArgs { Value = "" });
        Assert.Equal(["Europe/Berlin", ""], _portal.JSInterop.Invocations["portal.setZone"].Select(i => (string)i.Arguments[0]!));
    }

    private static SessionListItem Session(string id, string agent, int address, bool current = false)
    {
        var now = DateTimeOffset.UtcNow;
        return new(id, now.AddHours(-2), now.AddMinutes(-1), now.AddHours(7).AddMinutes(30), $"192.0.2.{address}", agent, current);
    }

    private void List(params SessionListItem[] sessions) => _portal.Bff.Answer($"GET {BffRoutes.Sessions}", new Page<SessionListItem>(sessions, null));
}
