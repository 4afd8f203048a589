using Bunit;

using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

using Portal.Design;
using Portal.Testing;

namespace Portal.Tests.Design;

public sealed class ToastsTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Toast_goes_by_itself_unless_somebody_is_at_it()
    {
        await using var context = new PortalContext(services => services.AddSingleton<TimeProvider>(_clock));
        var host = context.Render<ToastHost>();
        await host.InvokeAsync(() => Toasts(context).Show(new(ToastKind.Success, "Taken", "Follow it here")));
        host.WaitForAssertion(() => Assert.Contains("Follow it here", host.Find("[data-testid=toast]").TextContent, StringComparison.Ordinal));

        host.Find(".toasts").TriggerEvent("onmouseenter", new MouseEventArgs());
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Single(host.FindAll("[data-testid=toast]"));

        host.Find(".toasts").TriggerEvent("onmouseleave", new MouseEventArgs());
        host.WaitForAssertion(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(7));
            Assert.Empty(host.FindAll("[data-testid=toast]"));
        });
    }

    [Fact]
    public async Task Toast_goes_when_it_is_closed()
    {
        await using var context = new PortalContext();
        var host = context.Render<ToastHost>();
        await host.InvokeAsync(() =>
        {
            Toasts(context).Show(new(ToastKind.Info, "First"));
            Toasts(context).Show(new(ToastKind.Info, "Second"));
        });

        host.WaitForElement("[data-testid=toast] button").Click();
        host.WaitForAssertion(() => Assert.Contains("Second", Assert.Single(host.FindAll("[data-testid=toast]")).TextContent, StringComparison.Ordinal));
    }

    private static Toasts Toasts(PortalContext context) => context.Services.GetRequiredService<Toasts>();
}
