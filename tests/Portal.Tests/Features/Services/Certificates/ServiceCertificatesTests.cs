using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Features.Services;

namespace Portal.Tests.Features.Services.Certificates;

public sealed class ServiceCertificatesTests : IDisposable
{
    private const string Service = "/bcs/harbor/v2/project-1/blockchains/service-1";

    private readonly PortalContext _portal = new(
        BcsOperations.DownloadCertificates.Action, BcsOperations.GenerateUserCertificate.Action, BcsOperations.DownloadSdkConfiguration.Action);

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
        var page = await OpenAsync();

        _ = page.Find("[data-testid=download-cert]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains(_portal.JSInterop.Invocations, i => i.Identifier == "portalFiles.call"));
        var request = System.Text.Json.JsonSerializer.Serialize(Assert.Single(_portal.JSInterop.Invocations, i => i.Identifier == "portalFiles.call").Arguments[0]);
        Assert.Contains("/bcs/harbor/v2/project-1/blockchains/service-1/cert?org_name=anchor\u0026cert_type=admin", request, StringComparison.Ordinal);
        Assert.DoesNotContain("GET " + Service + "/cert", _portal.Bff.Asked);
    }

    [Fact]
    public async Task Without_the_action_the_button_names_it()
    {
        var page = await OpenAsync();

        var button = page.Find("[data-testid=freeze-cert]");

        Assert.True(button.HasAttribute("disabled"));
        Assert.Contains(BcsOperations.FreezeUserCertificate.Action, page.Find("#" + button.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
    }

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
