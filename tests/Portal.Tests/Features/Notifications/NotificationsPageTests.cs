using System.Net;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Notifications;
using Portal.Features.Notifications;

namespace Portal.Tests.Features.Notifications;

public sealed class NotificationsPageTests : IDisposable
{
    private const string Path = $"GET {BffRoutes.Notifications}";

    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Notifications_tell_their_kind_and_those_not_seen_are_marked_alone_or_all()
    {
        Answer(new NotificationPage([Notice("n-2", NotificationKinds.OperationFailed), Notice("n-1", NotificationKinds.InvitationReceived, read: true)], "later", 1));
        var page = await PageAsync("");
        var menu = _portal.Render<NotificationsMenu>(p => p.Add(m => m.Tenant, _portal.TenantDto));

        Assert.Equal(["n-2", "n-1"], Rows(page));
        Assert.Contains("Operation failed", page.Find("[data-row=n-2]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["false", "true"], page.FindAll("[data-row]").Select(r => r.GetAttribute("data-read")));
        Assert.Single(page.FindAll("[data-testid=read-one]"));
        Assert.Equal("/t/harbor/notifications?cursor=later", page.Find("[data-testid=older]").GetAttribute("href"));
        Assert.Equal("/t/harbor/notifications", menu.Find("[data-testid=all-notifications]").GetAttribute("href"));

        // What is marked on the page is news to the bell.
        _portal.Bff.Answer($"POST {BffRoutes.Notifications}/read", _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent)));
        Answer(new NotificationPage([Notice("n-2", NotificationKinds.OperationFailed, read: true), Notice("n-1", NotificationKinds.InvitationReceived, read: true)], null, 0));
        Assert.Equal("1", menu.Find("[data-testid=unread]").TextContent);
        await page.Find("[data-testid=read-one]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=read-one], [data-testid=read-all-page]")));
        menu.WaitForAssertion(() => Assert.Empty(menu.FindAll("[data-testid=unread]")));
        Assert.Contains("n-2", _portal.Bff.Requests.Single(r => r.Request.Method == HttpMethod.Post).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_is_in_the_address_and_in_the_question_and_what_is_pushed_has_to_fit()
    {
        Answer(new NotificationPage([], null, 0));
        var page = await PageAsync("kind=operation.failed&unread=true");

        Assert.Equal("?tenant=harbor&kind=operation.failed&unread=true", _portal.Bff.Requests[^1].Request.RequestUri!.Query);
        Assert.Equal("operation.failed", page.Find("#notices-kind").GetAttribute("value"));
        Assert.Equal("true", page.Find("[data-unread]").GetAttribute("aria-current"));
        Assert.Equal("/t/harbor/notifications?kind=operation.failed&unread=true", page.Find("[data-unread]").GetAttribute("href"));
        Assert.NotEmpty(page.FindAll(".empty"));

        await _portal.Feed.PublishAsync(Notice("n-3", NotificationKinds.OperationFailed));
        await _portal.Feed.PublishAsync(Notice("n-4", NotificationKinds.InvitationReceived));
        page.WaitForAssertion(() => Assert.Contains("Unread (2)", page.Find("[data-unread]").TextContent, StringComparison.Ordinal));
        Assert.Equal(["n-3"], Rows(page));

        await page.Find("#notices-kind").ChangeAsync(new ChangeEventArgs { Value = "member.left" });
        Assert.EndsWith("/t/harbor/notifications?kind=member.left&unread=true", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private static NotificationDto Notice(string id, string kind, bool read = false) => new(
        id, PortalContext.Tenant, kind, Some.Start, new Dictionary<string, string> { ["channel"] = "trade", ["service"] = "cold-chain", ["party"] = "Meridian", ["operation"] = "createChannels" }, read);

    private static IReadOnlyList<string?> Rows(IRenderedComponent<NotificationsPage> page) => [.. page.FindAll("[data-row]").Select(r => r.GetAttribute("data-row"))];

    private void Answer(NotificationPage page) => _portal.Bff.Answer(Path, page);

    private Task<IRenderedComponent<NotificationsPage>> PageAsync(string query)
    {
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo($"/t/harbor/notifications?{query}");
        return _portal.PageAsync<NotificationsPage>(p => p.Add(c => c.TenantId, PortalContext.Tenant));
    }
}
