using Bcs.Api.Catalogue;

using Bunit;

using Portal.Contracts.Services;
using Portal.Features.Services;

namespace Portal.Tests.Features.Services;

public sealed class ServicesPageTests : IDisposable
{
    private readonly PortalContext _portal = new(BcsOperations.ListServices.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Without_services_the_page_leads_to_creating_one()
    {
        Answer();

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".empty")));
    }

    [Fact]
    public async Task A_pushed_change_shows_without_asking_again()
    {
        Answer(Some.Service(version: 1, process: "IsCreating"));
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Equal("busy", page.Find("tbody .chip").GetAttribute("data-status")));
        var asked = _portal.Bff.Asked.Count;

        await _portal.Feed.ServiceChanged(Some.Service(version: 2));

        page.WaitForAssertion(() => Assert.Equal("good", page.Find("tbody .chip").GetAttribute("data-status")));
        Assert.Equal(asked, _portal.Bff.Asked.Count);
    }

    [Fact]
    public async Task A_removed_service_goes_and_stays_away()
    {
        Answer(Some.Service(), Some.Service("service-2", "customs"));
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));

        await _portal.Feed.ServiceRemoved(new ServiceRemovedDto(PortalContext.Tenant, "service-2"));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
    }

    [Fact]
    public async Task Another_tenants_service_does_not_appear()
    {
        Answer(Some.Service());
        var page = await OpenAsync();

        await _portal.Feed.ServiceChanged(Some.Service("service-9", "foreign") with { Tenant = "meridian" });
        await _portal.Feed.ServiceChanged(Some.Service("service-2", "customs"));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.DoesNotContain("foreign", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_create_sees_which_action_is_missing()
    {
        Answer(Some.Service());

        var page = await OpenAsync();

        var button = page.Find("[data-testid=create-service]");
        Assert.True(button.HasAttribute("disabled"));
        Assert.Contains(BcsOperations.CreateService.Action, page.Find("#" + button.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_with_the_cloud_leaves_the_last_known_state_on_screen()
    {
        _portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service()], null, Some.Start, "upstream_unreachable"));

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Contains("calm", page.Find("[data-testid=problem]").ClassList);
    }

    private void Answer(params ServiceDto[] services) =>
        _portal.Bff.Answer("GET /api/services", new ServicePage(services, null, Some.Start, null));

    private Task<IRenderedComponent<ServicesPage>> OpenAsync() =>
        _portal.PageAsync<ServicesPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
}
