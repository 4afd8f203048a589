using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Access;
using Portal.Features.Services;

namespace Portal.Tests.Features.Services.Certificates;

public sealed class ServiceCertificatesTests : IDisposable
{
    private const string Service = "/bcs/harbor/v2/project-1/blockchains/service-1";

    private readonly PortalContext _portal = new(
        BcsOperations.DownloadCertificates.Action, BcsOperations.GenerateUserCertificate.Action, BcsOperations.DownloadSdkConfiguration.Action,
        BcsOperations.FreezeUserCertificate.Action);

    private List<string?> Keys => _portal.JSInterop.Invocations.Where(i => i.Identifier == "portalFiles.call")
        .Select(i => System.Text.Json.JsonSerializer.SerializeToElement(i.Arguments[0]).GetProperty("key").GetString()).ToList();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task A_broken_rule_sends_nothing()
    {
        var page = await OpenAsync();

        await page.Find("[data-testid=generate-cert]").ClickAsync(new());

        Assert.NotNull(page.WaitForElement("[data-error-for=f-generate-user]"));
        Assert.DoesNotContain(_portal.JSInterop.Invocations, i => i.Identifier == "portalFiles.call");
    }

    [Fact]
    public async Task A_download_goes_from_the_browser_to_the_gateway()
    {
        Answer(new BrowserAnswer(200, "a-5", Name: "anchor-admin.zip", Size: 1234, Sha256: new string('a', 64)));
        var page = await OpenAsync();

        await page.Find("[data-testid=download-cert]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains(_portal.JSInterop.Invocations, i => i.Identifier == "portalFiles.call"));
        var request = Assert.Single(_portal.JSInterop.Invocations, i => i.Identifier == "portalFiles.call").Arguments[0];
        Assert.Equal(
            Service + "/cert?org_name=anchor&cert_type=admin", System.Text.Json.JsonSerializer.SerializeToElement(request).GetProperty("url").GetString());
        Assert.DoesNotContain("GET " + Service + "/cert", _portal.Bff.Asked);
        var receipt = page.WaitForElement("[data-testid=cert-download-receipt]").TextContent;
        Assert.All((string[])["anchor-admin.zip", "1,234 bytes", new string('a', 64), "a-5"], part => Assert.Contains(part, receipt, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, """{"error_code":"BCS.4001245","error_msg":"no"}""", "BCS.4001245")]
    [InlineData(0, null, "ConnectionError")]
    [InlineData(200, """{"result":"success"}""", "NotFile")]
    public async Task What_is_no_file_is_told_and_nothing_is_handed_over(int status, string? body, string code)
    {
        Answer(new BrowserAnswer(status, Body: body));
        var page = await OpenAsync();

        await page.Find("[data-testid=download-cert]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains(code, page.Find("[data-testid=cert-download] [data-testid=problem]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=cert-download-receipt]"));
    }

    [Fact]
    public async Task A_certificate_generated_again_after_a_lost_answer_is_the_same_request()
    {
        Answer(new BrowserAnswer(0));
        var page = await OpenAsync();
        page.Find("#f-generate-user").Input("alice");

        await page.Find("[data-testid=generate-cert]").ClickAsync(new());
        await page.Find("[data-testid=generate-cert]").ClickAsync(new());

        Assert.Equal(2, Keys.Count);
        Assert.Single(Keys.Distinct());
    }

    [Fact]
    public async Task Another_name_after_a_lost_answer_is_another_request()
    {
        Answer(new BrowserAnswer(0));
        var page = await OpenAsync();
        page.Find("#f-generate-user").Input("alice");
        await page.Find("[data-testid=generate-cert]").ClickAsync(new());
        page.Find("#f-generate-user").Input("robert");

        await page.Find("[data-testid=generate-cert]").ClickAsync(new());

        Assert.Equal(2, Keys.Distinct().Count());
    }

    // The gateway knows a request by its bytes, and those of a form with a file are others each time.
    [Fact]
    public async Task A_freezing_after_a_lost_answer_goes_out_as_a_new_request()
    {
        Answer(new BrowserAnswer(0));
        var page = await OpenAsync();
        page.Find("#f-freeze-user").Input("alice");

        await page.Find("[data-testid=freeze-cert]").ClickAsync(new());
        await page.Find("[data-testid=freeze-cert]").ClickAsync(new());

        Assert.Equal(2, Keys.Distinct().Count());
    }

    [Fact]
    public async Task Without_the_action_the_button_names_it()
    {
        var page = await OpenAsync();

        var button = page.Find("[data-testid=unfreeze-cert]");

        Assert.True(button.HasAttribute("disabled"));
        Assert.Contains(BcsOperations.UnfreezeUserCertificate.Action, page.Find("#" + button.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
    }

    private void Answer(BrowserAnswer answer) => _portal.JSInterop.Setup<BrowserAnswer>("portalFiles.call", _ => true).SetResult(answer);

    private async Task<IRenderedComponent<ServiceDetailPage>> OpenAsync()
    {
        _portal.Bff.Answer("GET /api/services/service-1", Some.Service());
        _portal.Bff.Answer($"GET {Service}/nodes", SomeMembers.Peers([("anchor", 1)]));
        _portal.Bff.Answer($"GET {Service}/channels", SomeMembers.Channels());
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/t/harbor/services/service-1?tab=certificates");
        var page = await _portal.PageAsync<ServiceDetailPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant).Add(x => x.Id, "service-1"));
        page.WaitForElement("[data-testid=cert-download]");
        return page;
    }
}
