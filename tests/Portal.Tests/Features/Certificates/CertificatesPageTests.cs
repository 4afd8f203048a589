using System.Text.Json;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Services;
using Portal.Features.Certificates;

namespace Portal.Tests.Features.Certificates;

public sealed class CertificatesPageTests : IDisposable
{
    private const string Service = "/bcs/harbor/v2/project-1/blockchains/service-1";

    private static readonly string[] All =
    [
        BcsOperations.DownloadCertificates.Action, BcsOperations.GenerateUserCertificate.Action, BcsOperations.FreezeUserCertificate.Action,
        BcsOperations.UnfreezeUserCertificate.Action, BcsOperations.ListServices.Action,
    ];

    private PortalContext _portal = new(All);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Every_figure_leads_to_the_certificates_behind_it()
    {
        var page = await OpenAsync("", SomeCertificates.Certificate("c-1", -2), SomeCertificates.Certificate("c-2", 3), SomeCertificates.Certificate("c-3", 3650));

        Assert.Equal(["1", "1", "0", "0", "1"], page.FindAll("[data-stage] .stage-count").Select(e => e.TextContent));
        Assert.Equal("/t/harbor/certificates?stage=7", page.Find("[data-stage='7']").GetAttribute("href"));
        Assert.Equal(12, page.FindAll("[data-testid=months] li").Count);
        var year = DateTimeOffset.UtcNow.AddDays(3650).UtcDateTime.Year;
        Assert.Equal($"/t/harbor/certificates?ends={year}", page.Find($".years [data-month='{year}']").GetAttribute("href"));
    }

    [Fact]
    public async Task What_is_chosen_is_marked_and_leads_back()
    {
        var page = await OpenAsync("?stage=7&kind=generated&service=service-1&state=active", SomeCertificates.Certificate("c-2", 3));

        Assert.Equal("/t/harbor/certificates?service=service-1&kind=generated&state=active", page.Find("[data-stage='7'][aria-current=true]").GetAttribute("href"));
        Assert.Contains(
            _portal.Bff.Requests,
            r => r.Request.RequestUri!.PathAndQuery == "/api/certificates?tenant=harbor&blockchainId=service-1&kind=generated&state=active&stage=7");
        Assert.Contains(_portal.Bff.Requests, r => r.Request.RequestUri!.PathAndQuery == "/api/certificates/calendar?tenant=harbor&blockchainId=service-1&kind=generated&state=active");
        Assert.Equal("service-1", page.Find("#certs-service option[selected]").GetAttribute("value"));
        Assert.Equal("/t/harbor/certificates", page.Find("[data-testid=clear-filter]").GetAttribute("href"));
    }

    [Fact]
    public async Task Rows_tell_state_end_and_the_one_next_step()
    {
        var page = await OpenAsync(
            "", SomeCertificates.Certificate("c-1", 12.5), SomeCertificates.Certificate("c-2", 400, CertificateKinds.Admin, "Admin"),
            SomeCertificates.Certificate("c-3", 800, state: CertificateStates.Frozen), SomeCertificates.Certificate("c-4", 900, state: CertificateStates.Gone) with { NotAfter = null });

        Assert.Equal(["freeze", "download", "unfreeze"], page.FindAll("[data-do]").Select(e => e.GetAttribute("data-do")));
        Assert.Contains("in 12 d", page.Find("[data-row=c-1] .ends").TextContent, StringComparison.Ordinal);
        Assert.Contains("in 2 years", page.Find("[data-row=c-3] .ends").TextContent, StringComparison.Ordinal);
        Assert.Equal("/t/harbor/services/service-1?tab=certificates", page.Find("[data-row=c-1] td a").GetAttribute("href"));
        Assert.DoesNotContain(page.FindAll("[data-row=c-4] td a"), a => a.GetAttribute("href")!.Contains("/services/", StringComparison.Ordinal));
        Assert.Contains("Unreadable", page.Find("[data-row=c-4]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("th"), th => th.TextContent == "Reason");
    }

    [Fact]
    public async Task What_others_do_appears_by_itself()
    {
        var page = await OpenAsync("", SomeCertificates.Certificate("c-1", 100));
        var second = SomeCertificates.Certificate("c-2", 5, user: "robert") with { Reason = "Rotation" };
        _portal.Bff.Answer("GET /api/certificates/calendar", SomeCertificates.Calendar(SomeCertificates.Certificate("c-1", 100), second));

        await _portal.Feed.PublishAsync(SomeCertificates.Certificate("c-9", 1) with { Tenant = "meridian" });
        await _portal.Feed.PublishAsync(second);
        await _portal.Feed.PublishAsync(SomeCertificates.Certificate("c-1", 100, state: CertificateStates.Freezing, version: 2));

        page.WaitForAssertion(() => Assert.Equal(["c-2", "c-1"], page.FindAll("[data-row]").Select(r => r.GetAttribute("data-row"))));
        page.WaitForAssertion(() => Assert.Equal("1", page.Find("[data-stage='7'] .stage-count").TextContent));
        Assert.Contains("Freezing", page.Find("[data-row=c-1]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Rotation", page.Find("[data-row=c-2]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_the_page_leads_to_a_service()
    {
        var page = await OpenAsync("");

        Assert.Equal("/t/harbor/services/service-1?tab=certificates", page.Find("[data-testid=to-service]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=stages]"));
    }

    [Fact]
    public async Task Who_may_not_freeze_sees_what_to_ask_for()
    {
        _portal.Dispose();
        _portal = new(BcsOperations.DownloadCertificates.Action);
        var page = await OpenAsync("?certificate=c-1", SomeCertificates.Certificate("c-1", 100));

        Assert.Empty(page.FindAll("[data-do]"));
        var button = page.WaitForElement("[data-testid=details-freeze]");
        Assert.True(button.HasAttribute("disabled"));
        Assert.Contains(BcsOperations.FreezeUserCertificate.Action, page.Find("#" + button.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
        Assert.Contains("harbor-000000000042", page.Find("[data-testid=certificate-facts]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_unclear_says_so_and_offers_both_ways_out()
    {
        var page = await OpenAsync("?certificate=c-1", SomeCertificates.Certificate("c-1", 100), SomeCertificates.Certificate("c-2", 200));
        Assert.Empty(page.FindAll("[data-testid=details-unclear]"));
        Assert.NotNull(page.Find("#certs-state option[value=unclear]"));

        await _portal.Feed.PublishAsync(SomeCertificates.Certificate("c-1", 100, state: CertificateStates.Unclear, version: 2));

        page.WaitForAssertion(() => Assert.Contains("Unclear", page.Find("[data-row=c-1]").TextContent, StringComparison.Ordinal));
        Assert.Equal(["freeze", "unfreeze"], page.FindAll("[data-row=c-1] [data-do]").Select(e => e.GetAttribute("data-do")));
        Assert.Equal(["freeze"], page.FindAll("[data-row=c-2] [data-do]").Select(e => e.GetAttribute("data-do")));
        Assert.Contains("frozen already, unfreeze it", page.Find("[data-testid=details-unclear]").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["/t/harbor/certificates?certificate=c-1&do=freeze", "/t/harbor/certificates?certificate=c-1&do=unfreeze"],
            page.FindAll("a[data-testid=details-freeze], a[data-testid=details-unfreeze]").Select(e => e.GetAttribute("href")));
    }

    [Theory]
    [InlineData("freeze")]
    [InlineData("unfreeze")]
    public async Task What_is_unclear_can_be_frozen_and_unfrozen(string change)
    {
        Answer(new BrowserAnswer(200, "a-1", Body: "{\"result\":\"success\"}"));
        var page = await OpenAsync("?certificate=c-1&do=" + change, SomeCertificates.Certificate("c-1", 100, state: CertificateStates.Unclear, hosted: true));

        await page.WaitForElement("[data-testid=send-change]").ClickAsync(new());

        Assert.Equal($"{Service}/orgs/organization/usercert/alice/{change}", page.WaitForAssertionResult(Sent).GetProperty("url").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_what_the_service_keeps_is_frozen_without_a_file(bool hosted)
    {
        Answer(new BrowserAnswer(200, "a-1", Body: "{\"result\":\"success\"}"));
        var page = await OpenAsync("?certificate=c-1&do=freeze", SomeCertificates.Certificate("c-1", 100, hosted: hosted));

        await page.WaitForElement("[data-testid=send-change]").ClickAsync(new());

        var sent = page.WaitForAssertionResult(Sent);
        Assert.Equal(($"{Service}/orgs/organization/usercert/alice/freeze", !hosted), (sent.GetProperty("url").GetString(), sent.GetProperty("fileNeeded").GetBoolean()));
        Assert.Equal(hosted ? 0 : 1, page.FindAll("input[type=file]").Count);
        Assert.NotEmpty(sent.GetProperty("key").GetString()!);
        Assert.Contains("within a minute", page.WaitForElement("[data-testid=change-cert-receipt]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_tenant_wants_a_reason_nothing_goes_without()
    {
        _portal.Dispose();
        _portal = new(All) { RequireDownloadReason = true };
        Answer(new BrowserAnswer(200, "a-1", Name: "organization-admin.zip", Size: 10, Sha256: new string('b', 64)));
        var page = await OpenAsync("?certificate=c-1&do=download", SomeCertificates.Certificate("c-1", 100, CertificateKinds.Admin, "Admin"));

        await page.WaitForElement("[data-testid=send-download]").ClickAsync(new());
        Assert.NotNull(page.WaitForElement("[data-error-for=f-reason-again-cert]"));
        Assert.DoesNotContain(_portal.JSInterop.Invocations, i => i.Identifier == "portalFiles.call");
        page.Find("#f-reason-again-cert").Input("  New administrator 新管理员 ");
        await page.Find("[data-testid=send-download]").ClickAsync(new());

        var sent = page.WaitForAssertionResult(Sent);
        Assert.Equal((Service + "/cert?org_name=organization&cert_type=admin", "New administrator 新管理员"), (sent.GetProperty("url").GetString(), sent.GetProperty("reason").GetString()));
        Assert.Contains(new string('b', 64), page.WaitForElement("[data-testid=again-cert-receipt]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Freezing_hands_out_nothing_and_asks_no_reason()
    {
        _portal.Dispose();
        _portal = new(All) { RequireDownloadReason = true };
        var page = await OpenAsync("?certificate=c-1&do=freeze", SomeCertificates.Certificate("c-1", 100, hosted: true));

        page.WaitForElement("[data-testid=send-change]");

        Assert.Empty(page.FindAll("[id^=f-reason]"));
    }

    [Fact]
    public async Task New_certificate_is_of_the_chosen_service_and_its_organizations()
    {
        Answer(new BrowserAnswer(200, "a-1", Name: "x.zip", Size: 10, Sha256: new string('b', 64)));
        var page = await OpenAsync("?do=generate", SomeCertificates.Certificate("c-1", 100));
        page.WaitForElement("[data-testid=send-generate]");
        Assert.Equal("service-1", page.Find("#f-generate-service option[selected]").GetAttribute("value"));

        await page.Find("[data-testid=send-generate]").ClickAsync(new());
        Assert.NotNull(page.WaitForElement("[data-error-for=f-generate-user]"));
        page.Find("#f-generate-service").Change("service-2");
        Assert.True(page.Find("[data-testid=send-generate]").HasAttribute("disabled"));
        page.Find("#f-generate-service").Change("service-1");
        page.Find("#f-generate-user").Input("robert");
        page.Find("#f-generate-hosted").Change(true);
        await page.Find("[data-testid=send-generate]").ClickAsync(new());

        var sent = page.WaitForAssertionResult(Sent);
        Assert.Equal(
            ($"{Service}/orgs/organization/usercert/robert", "{\"security_mode\":true}"), (sent.GetProperty("url").GetString(), sent.GetProperty("json").GetString()));
    }

    [Fact]
    public async Task A_certificate_of_another_page_is_read_by_itself_and_one_that_is_not_there_is_told()
    {
        _portal.Bff.Answer("GET /api/certificates/c-7", SomeCertificates.Certificate("c-7", 100, user: "faraway"));
        var page = await OpenAsync("?certificate=c-7", SomeCertificates.Certificate("c-1", 100));
        Assert.Contains("faraway", page.WaitForElement("[data-testid=certificate-dialog] h2").TextContent, StringComparison.Ordinal);

        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/t/harbor/certificates?certificate=c-8");
        page.Render(p => p.Add(x => x.TenantId, PortalContext.Tenant));

        page.WaitForAssertion(() => Assert.Contains(ProblemCodes.NotFound, page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
    }

    private JsonElement Sent() => JsonSerializer.SerializeToElement(
        Assert.Single(_portal.JSInterop.Invocations, i => i.Identifier == "portalFiles.call").Arguments[0]);

    private void Answer(BrowserAnswer answer) => _portal.JSInterop.Setup<BrowserAnswer>("portalFiles.call", _ => true).SetResult(answer);

    private async Task<IRenderedComponent<CertificatesPage>> OpenAsync(string query, params CertificateDto[] items)
    {
        _portal.Bff.Answer("GET /api/certificates", SomeCertificates.Page(items));
        _portal.Bff.Answer("GET /api/certificates/calendar", SomeCertificates.Calendar([.. items.Where(i => i.NotAfter is not null)]));
        _portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service(), Some.Service("service-2", "asleep", status: "Hibernation")], null, Some.Start, null));
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/t/harbor/certificates" + query);
        var page = await _portal.PageAsync<CertificatesPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
        page.WaitForElement(items.Length == 0 ? "[data-testid=to-service]" : "[data-testid=stages]");
        return page;
    }
}

/// <summary>Waits for a value that is there a moment later.</summary>
internal static class Waiting
{
    public static T WaitForAssertionResult<T>(this IRenderedComponent<CertificatesPage> page, Func<T> read)
    {
        T? value = default;
        page.WaitForAssertion(() => value = read());
        return value!;
    }
}
