using System.Net;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts.Forms;
using Portal.Contracts.Services;
using Portal.Features.Services;
using Portal.Shell;

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
    public async Task A_draft_is_a_card_that_leads_to_its_step_and_is_discarded_after_a_question()
    {
        using var portal = new PortalContext(BcsOperations.ListServices.Action, BcsOperations.CreateService.Action);
        portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service()], null, Some.Start, null));
        portal.Bff.Answer("GET /api/drafts/create-service", new DraftDto(new Dictionary<string, string> { ["name"] = "half-done", ["step"] = "cluster" }, Some.Start));
        portal.Bff.Answer("DELETE /api/drafts/create-service", _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent)));

        var page = await portal.PageAsync<ServicesPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));

        var card = page.Find("[data-testid=draft-card]");
        Assert.Contains("half-done", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("step 3 of 5", card.TextContent, StringComparison.Ordinal);
        Assert.Equal("/t/harbor/services/new?step=cluster", page.Find("[data-testid=continue-draft]").GetAttribute("href"));
        await page.Find("[data-testid=discard-draft-card]").ClickAsync();
        Assert.DoesNotContain("DELETE /api/drafts/create-service", portal.Bff.Asked);
        await page.Find("[data-testid=discard-draft-yes]").ClickAsync();
        Assert.Contains("DELETE /api/drafts/create-service", portal.Bff.Asked);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=draft-card]")));
        Assert.Contains(portal.Services.GetServices<OverviewPart>(), p => p.Component == typeof(CreateDraftCard));
    }

    [Fact]
    public async Task A_pushed_change_shows_without_asking_again()
    {
        Answer(Some.Service(version: 1, process: "IsCreating"));
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Equal("busy", page.Find("tbody .chip").GetAttribute("data-status")));
        var asked = _portal.Bff.Asked.Count;

        await _portal.Feed.PublishAsync(Some.Service(version: 2));

        page.WaitForAssertion(() => Assert.Equal("bad", page.Find("tbody .chip").GetAttribute("data-status")));
        Assert.Equal("1 peer down organization", string.Join(' ', page.Find("tbody .health").Children.Select(c => c.TextContent.Trim())));
        Assert.Equal(asked, _portal.Bff.Asked.Count);
    }

    [Fact]
    public async Task A_removed_service_goes_and_stays_away()
    {
        Answer(Some.Service(), Some.Service("service-2", "customs"));
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));

        await _portal.Feed.PublishAsync(new ServiceRemovedDto(PortalContext.Tenant, "service-2"));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
    }

    [Fact]
    public async Task Another_tenants_service_does_not_appear()
    {
        Answer(Some.Service());
        var page = await OpenAsync();

        await _portal.Feed.PublishAsync(Some.Service("service-9", "foreign") with { Tenant = "meridian" });
        await _portal.Feed.PublishAsync(Some.Service("service-2", "customs"));

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

    [Theory]
    [InlineData("upstream_unreachable", "The cloud does not answer")]
    [InlineData("CertificateExpired", "The cloud's certificate has expired or is not valid yet.")]
    public async Task Trouble_with_the_cloud_is_named_and_leaves_the_last_known_state_on_screen(string problem, string words)
    {
        _portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service()], null, Some.Start, problem));

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Contains("calm", page.Find("[data-testid=problem]").ClassList);
        Assert.Contains(words, page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?q=customs", "one")]
    [InlineData("?q=SERVICE-2", "two")]
    [InlineData("?q=manifests", "two")]
    [InlineData("?status=svc.creating", "two")]
    [InlineData("?type=private", "one")]
    [InlineData("?version=1.4", "two")]
    [InlineData("?type=private&version=1.4", "")]
    public async Task What_the_address_filters_by_is_shown(string query, string names)
    {
        var one = Some.Service("service-1", "one");
        var two = Some.Service("service-2", "two", process: "IsCreating");
        Answer(
            one with { Detail = one.Detail! with { BasicInfo = one.Detail.BasicInfo! with { ServiceType = "private" }, PeerInfo = [new() { Name = "customs" }] } },
            two with { Detail = two.Detail! with { BasicInfo = two.Detail.BasicInfo! with { Version = "1.4" }, Channels = [new() { Name = "manifests" }] } });
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo(PortalUrls.Services(PortalContext.Tenant) + query);

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Equal(names, string.Join(',', page.FindAll("tbody th").Select(c => c.TextContent.Trim()))));
        Assert.Equal(names.Length == 0, page.FindAll(".empty").Count == 1);
    }

    [Fact]
    public async Task Columns_are_those_of_the_address_and_a_choice_changes_it()
    {
        Answer(Some.Service());
        var navigation = _portal.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(PortalUrls.Services(PortalContext.Tenant) + "?cols=status,database");

        var page = await OpenAsync();

        Assert.Equal(["Name", "Status", "State database"], page.FindAll("thead th").Select(h => h.TextContent.Trim()));
        page.Find("[data-column=cluster]").Change(true);
        Assert.EndsWith("?cols=status%2Cdatabase%2Ccluster", navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("thead th").Count));
    }

    [Fact]
    public async Task All_services_are_there_however_many_pages_they_take()
    {
        _portal.Bff.Answer("GET /api/services", request => Task.FromResult(BffStub.Json(
            request.RequestUri!.Query.Contains("cursor=next", StringComparison.Ordinal)
                ? new ServicePage([Some.Service("service-2", "second")], null, Some.Start, null)
                : new ServicePage([Some.Service()], "next", Some.Start, null))));

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task Of_many_services_those_in_view_are_drawn()
    {
        Answer([.. Enumerable.Range(0, 1000).Select(i => Some.Service($"service-{i}", $"service-{i:000}"))]);

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr[data-row]")));
        Assert.InRange(page.FindAll("tbody tr[data-row]").Count, 1, 200);
    }

    private void Answer(params ServiceDto[] services) =>
        _portal.Bff.Answer("GET /api/services", new ServicePage(services, null, Some.Start, null));

    private Task<IRenderedComponent<ServicesPage>> OpenAsync() =>
        _portal.PageAsync<ServicesPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
}
