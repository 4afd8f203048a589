using System.Reflection;
using System.Text;
using System.Text.Json;

using Bcs.Api.Catalogue;
using Bcs.Api.Consortium;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Components.Layout;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Forms;
using Portal.Contracts.Monitoring;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Features.Notifications;
using Portal.Features.Operations;
using Portal.Features.Overview;
using Portal.Model.Services;
using Portal.Tests.Features.Certificates;

namespace Portal.Tests;

/// <summary>Names that are markup or turn the text round, and ids that are addresses, wherever the cloud or a partner can put them.</summary>
public sealed class HostileNamesTests : IDisposable
{
    private static readonly Uri Here = new("https://portal.example/t/harbor");

    private readonly PortalContext _portal = new(
        BcsOperations.ListServices.Action, BcsOperations.GetService.Action, BcsOperations.ListOperationRecords.Action, BcsOperations.ListNotifications.Action,
        BcsOperations.ProcessInvitation.Action, BcsOperations.DownloadCertificates.Action, BcsOperations.GenerateUserCertificate.Action, BcsOperations.ListAlarms.Action,
        BcsOperations.CreateService.Action, BcsOperations.CreateChannels.Action, BcsOperations.ModifyService.Action);

    public static TheoryData<string, string> All => new()
    {
        { "<img src=x onerror=alert(1)>", "//evil.example" },
        { "</span><script>alert(1)</script>", "javascript:alert(1)" },
        { "harbor\u202Egnp.exe", "https://evil.example/?" },
        { "\"' onmouseover='alert(1)", "/\\evil.example" },
        { "&lt;b&gt;{0}{{7*7}}", "../../../evil" },
        { "<svg onload=alert(1)>\u2066\u0007", "\"><img src=x>%2F%2Fevil.example#" },
    };

    public void Dispose() => _portal.Dispose();

    [Theory, MemberData(nameof(All))]
    public async Task Notifications_say_the_name_and_lead_nowhere_else(string name, string id)
    {
        var about = new Dictionary<string, string> { ["channel"] = name, ["party"] = name, ["service"] = name, ["by"] = name };
        _portal.Bff.Answer("GET /api/notifications", new NotificationPage(
            [
                .. NotificationKinds.All.Select((kind, i) => new NotificationDto(
                    $"n-{i}", PortalContext.Tenant, kind, Some.Start, kind.StartsWith("operation.", StringComparison.Ordinal) ? new(about) { ["operationId"] = id, ["operation"] = name } : about, false)),
            ],
            null, 9));

        var menu = await _portal.PageAsync<NotificationsMenu>(p => p.Add(x => x.Tenant, _portal.TenantDto));

        menu.WaitForAssertion(() => Assert.Equal(NotificationKinds.All.Count, menu.FindAll("li").Count));
        Assert.All(menu.FindAll(".notice-text"), text => Assert.Contains(name, text.TextContent, StringComparison.Ordinal));
        Harmless(menu);
        foreach (var link in menu.FindAll("li a").Select((_, i) => i).ToList())
        {
            await menu.FindAll("li a")[link].ClickAsync();
            Assert.Equal("localhost", new Uri(_portal.Services.GetRequiredService<NavigationManager>().Uri).Host);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Everything_that_waits_says_the_name_and_leads_nowhere_else(string name, string id)
    {
        var now = TimeProvider.System.GetUtcNow();
        var failed = Operation(name, id) with { StartedAt = now.AddMinutes(-9), EndedAt = now.AddMinutes(-8) };
        _portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service(id, name, status: "Abnormal")], null, Some.Start, null));
        _portal.Bff.Answer("GET /api/operations", new Page<OperationDto>([failed, failed with { Id = id + "2", Operation = name, AuditId = id }], null));
        _portal.Bff.Answer("GET /api/alarms", new AlarmOverviewDto([new AlarmDto(id, id, name, name, AlarmSeverities.Critical, name, name, name, now, null)], now, 1, 1, null));
        _portal.Bff.Answer("GET /api/certificates", SomeCertificates.Page(
            SomeCertificates.Certificate(id, 3, user: name) with { BlockchainId = id, BlockchainName = name, Organization = name },
            SomeCertificates.Certificate(id + "2", 3, CertificateKinds.Admin, user: name) with { BlockchainId = id, BlockchainName = name, Organization = name }));
        _portal.Bff.Answer("GET /api/consortia", _ => Task.FromResult(new HttpResponseMessage
        {
            Content = new StringContent(JsonSerializer.Serialize(Consortium(name, id), Bcs.Api.BcsJson.Options), Encoding.UTF8, "application/json"),
        }));

        var page = await _portal.PageAsync<OverviewPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));

        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("[data-testid=attention] li").Count));
        Assert.All(page.FindAll("[data-testid=attention] .group"), item => Assert.Contains(name, item.TextContent, StringComparison.Ordinal));
        Harmless(page);
    }

    [Fact]
    public async Task Putting_one_thing_off_hides_nothing_else_whatever_its_id_holds()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(9).ToUnixTimeSeconds();
        _portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service($"x\n{until} s/service-2/svc.abnormal/\n", "first", status: "Abnormal"), Some.Service("service-2", "second", status: "Abnormal")], null, Some.Start, null));
        _portal.Bff.Answer("GET /api/operations", new Page<OperationDto>([], null));
        var page = await _portal.PageAsync<OverviewPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=attention] li").Count));

        await page.FindAll("[data-testid=attention] li button")[0].ClickAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=attention] li")));
        var saved = JsonSerializer.Deserialize<SaveDraftRequest>(_portal.Bff.Requests.Single(r => r.Request.Method == HttpMethod.Put).Body, JsonSerializerOptions.Web)!;
        _portal.Bff.Answer("GET /api/drafts/attention", new DraftDto(saved.Values, Some.Start));
        var later = await _portal.PageAsync<OverviewPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
        later.WaitForAssertion(() => Assert.Contains("second", Assert.Single(later.FindAll("[data-testid=attention] li")).TextContent, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Operation_its_steps_and_its_failure_are_text(string name, string id)
    {
        var step = new OperationStepDto(name, 1, "failed", name, Some.Start, Some.Start, [new(name, 1, name, name, Some.Start, Some.Start, [])]);
        var operation = Operation(name, id) with
        {
            Steps = [step], RequestedBy = name, Error = new OperationErrorDto("BCS.4001049", name), Events = [new(1, Some.Start, name, name, "failed", name)],
        };
        _portal.Bff.Answer("GET /api/operations/op-1", operation);
        _portal.Bff.Answer("GET /api/operations", new Page<OperationDto>([operation], null));

        var page = await _portal.PageAsync<OperationPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant).Add(x => x.Id, "op-1"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=events] li")));
        Assert.Contains(name, page.Find("[data-testid=events]").TextContent, StringComparison.Ordinal);
        Harmless(page);

        var tray = await _portal.PageAsync<OperationsTray>(p => p.Add(x => x.Tenant, _portal.TenantDto));
        tray.WaitForAssertion(() => Assert.Contains(name, tray.Find("li").TextContent, StringComparison.Ordinal));
        Harmless(tray);
    }

    [Theory, MemberData(nameof(All))]
    public void No_address_of_a_page_leads_out_of_the_portal_whatever_is_put_into_it(string name, string id)
    {
        var start = new InviteeStart(id, id, id) { Inviter = name, Channel = id };
        var made = 0;
        foreach (var method in typeof(PortalUrls).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == typeof(string) && m.Name is not (nameof(PortalUrls.With) or nameof(PortalUrls.SignInWith))))
        {
            foreach (var value in (string[])[name, id])
            {
                var url = (string)method.Invoke(null, [.. method.GetParameters().Select(p => p.ParameterType == typeof(InviteeStart) ? (object)start : value)])!;
                Assert.True(LocalUrl.Page(url) is not null, $"{method.Name}: {url}");
                Assert.True(Stays(url), $"{method.Name}: {url}");
                made++;
            }
        }

        Assert.True(made > 30, $"only {made}");

        // No page of ours: the gateway tells where a provider is begun with.
        Assert.All((string[])[name, id], value => Assert.True(Stays(PortalUrls.SignInWith(new SignInProvider(value, value, "/bff/signin/oidc/corp"), value)), value));
    }

    private static OperationDto Operation(string name, string id) =>
        Some.Operation(3, OperationStatuses.Failed, id) with { BlockchainId = id, BlockchainName = name };

    private static ConsortiumDto Consortium(string name, string id) => new(
        PortalContext.Tenant, 1, Some.Start, null,
        [
            new ConsortiumNotification
            {
                ChannelName = name, Status = InvitationStatuses.Waiting, InviteeInfo = new() { InviteeId = id },
                InvitorInfo = new() { InvitorBcsId = id, InvitorBcsName = name, InvitorName = name, InvitorProjectId = id },
            },
        ],
        [],
        [new AcceptanceDto("a-1", PortalContext.Tenant, AcceptanceStatuses.Failed, name, id, name, name, id, [name], name, Some.Start, Some.Start, new OperationErrorDto(id, name))]);

    private static bool Stays(string url) => new Uri(Here, url) is { Scheme: "https", Host: "portal.example" };

    private static void Harmless<T>(IRenderedComponent<T> page)
        where T : IComponent
    {
        Assert.Empty(page.FindAll("script, img, iframe, object, embed, base, meta, svg[onload], form[action^='http']"));
        foreach (var element in page.FindAll("*"))
        {
            Assert.DoesNotContain(element.Attributes, a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.All(element.Attributes.Where(a => a.Name is "href" or "src" or "action" or "formaction" or "xlink:href"), a => Assert.True(Stays(a.Value), a.Value));
        }
    }
}
