using System.Text.RegularExpressions;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

using Portal.Components.Layout;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Contracts.Monitoring;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Features.Commands;
using Portal.Features.Consortium;
using Portal.Features.Monitoring;
using Portal.Features.Operations;
using Portal.Features.Overview;
using Portal.Features.Services;
using Portal.Features.Services.History;
using Portal.Resources;
using Portal.Testing;

namespace Portal.Tests;

/// <summary>No page says "none" of what was never read.</summary>
public sealed partial class NeverReadTests : IDisposable
{
    private static readonly string[] Readings = ["CredentialRefused", "ConnectionError", "CertificateExpired", "pending", "read"];

    private static readonly Dictionary<string, (string[] None, Func<PortalContext, Task<IRenderedComponent<IComponent>>> Open)> Lists = new()
    {
        ["services"] = (["services.empty.title"], async p => await PageAsync<ServicesPage>(p)),
        ["overview"] = (["services.empty.title", "overview.running.none", "overview.ended.none"], async p => await PageAsync<OverviewPage>(p)),
        ["monitoring"] = (["services.empty.title"], async p => await PageAsync<MonitoringPage>(p)),
        ["invitations"] = (["consortium.empty.title"], async p => await PageAsync<ConsortiumPage>(p)),
        ["members"] = (["members.empty.title"], async p => await PageAsync<ConsortiumPage>(p, "consortium?show=members")),
        ["operations"] = (["operations.empty.title"], async p => await PageAsync<OperationsPage>(p)),
        ["failed operations"] = (["filter.none.title"], async p => await PageAsync<OperationsPage>(p, "operations?status=failed")),
        ["operations of a service"] = (["operations.empty.title"], async p => await ServiceOperationsAsync(p)),
        ["tray"] = (["tray.empty"], async p => await TrayAsync(p)),
        ["palette"] = (["palette.none"], async p => await PaletteAsync(p)),
    };

    // What is not read from the cloud, is read while one waits and says so itself when it fails, or narrows a list that has something in it.
    private static readonly string[] Others =
    [
        "Unknown", "EmptyList", "NotificationsMenu", "NotificationsPage", "MissingAction", "CertificatesPage", "ServicesPage", "ServiceOverview", "ServiceAudit", "ServiceChannels",
        "ServiceAlarms", "ServiceCharts", "TemplatesDialog", "AcceptDialog", "MembersTable", "AuditPage",
    ];

    private readonly PortalContext _portal = new([.. BcsOperations.All.Select(o => o.Action)]);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var list in Lists.Keys)
            {
                foreach (var reading in Readings)
                {
                    cases.Add(list, reading);
                }
            }

            return cases;
        }
    }

    public void Dispose() => _portal.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task List_without_anything_says_none_only_if_it_was_read(string list, string reading)
    {
        var (none, open) = Lists[list];
        var problem = reading is "read" or "pending" ? null : reading;
        DateTimeOffset? asOf = reading == "read" ? Some.Start : null;
        var known = Reading.Of(asOf, problem, problem is null ? null : Some.Start);
        _portal.Bff.Answer("GET /api/services", new ServicePage([], null, asOf, problem) { Reading = known });
        _portal.Bff.Answer("GET /api/operations", new Page<OperationDto>([], null) { Reading = known });
        _portal.Bff.Answer("GET /api/consortia", new ConsortiumDto(PortalContext.Tenant, 1, asOf, problem, [], [], []) { Reading = known });
        _portal.Bff.Answer("GET /api/alarms", new AlarmOverviewDto([], asOf, 0, 0, problem) { Reading = known });
        var texts = _portal.Services.GetRequiredService<Texts>();

        var page = await open(_portal);

        if (known.IsRead)
        {
            page.WaitForAssertion(() => Assert.All(none, key => Assert.Contains(texts[key], page.Markup, StringComparison.Ordinal)));
            Assert.Empty(page.FindAll("[data-testid=unread]"));
            return;
        }

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=unread]")));
        Assert.All(page.FindAll("[data-testid=unread]"), e => Assert.Equal((known.State, known.Who), (e.GetAttribute("data-state"), e.GetAttribute("data-who"))));
        Assert.All(none, key => Assert.DoesNotContain(texts[key], page.Markup, StringComparison.Ordinal));
        Assert.All(page.FindAll("dd > a[data-testid^=figure-]"), f => Assert.StartsWith("–", f.TextContent, StringComparison.Ordinal));
        if (known.Who is { } who)
        {
            Assert.Contains(texts["unread.who." + who], page.Find("[data-testid=unread]").TextContent, StringComparison.Ordinal);
            Assert.Contains(texts.Find($"problem.{problem}.title")!, page.Find("[data-testid=unread]").TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Empty_states_are_told_apart_by_their_reading_or_need_none()
    {
        var found =
            from file in Directory.EnumerateFiles(Repo.PathOf("src", "Portal"), "*.razor", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && Unguarded().IsMatch(File.ReadAllText(file))
            select Path.GetFileNameWithoutExtension(file);

        Assert.Equal(Others.Order(), found.Order());
    }

    private static async Task<IRenderedComponent<IComponent>> PageAsync<TPage>(PortalContext portal, string? path = null)
        where TPage : IComponent
    {
        if (path is not null)
        {
            portal.Services.GetRequiredService<NavigationManager>().NavigateTo($"/t/{PortalContext.Tenant}/{path}");
        }

        return (IRenderedComponent<IComponent>)await portal.PageAsync<TPage>(p => p.TryAdd("TenantId", PortalContext.Tenant));
    }

    private static async Task<IRenderedComponent<IComponent>> ServiceOperationsAsync(PortalContext portal)
    {
        return (IRenderedComponent<IComponent>)await portal.PageAsync<ServiceOperations>(
            p => p.AddCascadingValue(SomeMembers.Context(Some.Service(), SomeMembers.Of([("anchor", 1)]))));
    }

    private static async Task<IRenderedComponent<IComponent>> TrayAsync(PortalContext portal)
    {
        return (IRenderedComponent<IComponent>)await portal.PageAsync<OperationsTray>(p => p.Add(x => x.Tenant, portal.TenantDto));
    }

    private static async Task<IRenderedComponent<IComponent>> PaletteAsync(PortalContext portal)
    {
        await portal.PageAsync<KeysSheet>();
        var palette = portal.Render<CommandPalette>(p => p.Add(c => c.Tenant, portal.TenantDto));
        await palette.Find("[data-palette-open]").ClickAsync(new MouseEventArgs());
        await palette.Find("#palette-input").InputAsync(new ChangeEventArgs { Value = "no such thing" });
        return (IRenderedComponent<IComponent>)palette;
    }

    [GeneratedRegex("""<EmptyState\b|<p[^>]*>@T\["[a-zA-Z.]*(none|empty)[a-zA-Z.]*"\]""")]
    private static partial Regex Unguarded();
}
