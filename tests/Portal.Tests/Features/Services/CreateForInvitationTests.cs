using System.Net;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts.Consortia;
using Portal.Features.Services;
using Portal.Model.Services;

namespace Portal.Tests.Features.Services;

public sealed class CreateForInvitationTests : IDisposable
{
    private const string Create = "POST /bcs/harbor/v2/project-1/blockchains";
    private const string Plan = "POST /api/consortia/acceptances";

    private static readonly InviteeStart Invitation = new("domain-9", "project-9", "service-9") { Inviter = "Meridian", Channel = "exports", Consensus = "SFLIC", Edition = "2" };

    private readonly PortalContext _portal = new(BcsOperations.CreateService.Action, BcsOperations.ProcessInvitation.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Acceptance_is_kept_before_its_service_is_asked_for_and_both_lead_to_the_invitations()
    {
        _portal.Bff.Answer(Plan, Planned());
        _portal.Bff.Answer(Create, new { blockchain_id = "service-1", blockchain_name = "cold-chain", operation_id = "BCSSVC01-99-1" });
        var page = await OpenForInvitationAsync();

        Assert.Contains("organization", page.Find("[data-testid=create-next]").TextContent, StringComparison.Ordinal);
        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/t/harbor/consortium", Address, StringComparison.Ordinal));
        Assert.True(_portal.Bff.Asked.IndexOf(Plan) < _portal.Bff.Asked.IndexOf(Create));
        Assert.Equal(
            """{"channelName":"exports","invitorBcsId":"service-9","serviceName":"cold-chain","organizations":["organization"]}""",
            _portal.Bff.Requests.Single(r => r.Request.RequestUri!.AbsolutePath == "/api/consortia/acceptances").Body);
    }

    [Theory]
    [InlineData("invitation_gone", "review")]
    [InlineData("service_name_taken", "basics")]
    public async Task Without_its_acceptance_no_service_is_asked_for(string code, string step)
    {
        _portal.Bff.Answer(Plan, new { code, status = 409, title = "No" }, HttpStatusCode.Conflict);
        var page = await OpenForInvitationAsync();

        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(step, page.Find("form.create").GetAttribute("data-step")));
        Assert.Contains(code, page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Create, _portal.Bff.Asked);
    }

    [Fact]
    public async Task Acceptance_is_taken_back_when_the_cloud_refuses_its_service()
    {
        _portal.Bff.Answer(Plan, Planned());
        _portal.Bff.Answer(Create, new { error_code = "BCS.4001018", error_msg = "The name is used." }, HttpStatusCode.BadRequest);
        var page = await OpenForInvitationAsync();

        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("DELETE /api/consortia/acceptances/acc-1", _portal.Bff.Asked));
        page.WaitForAssertion(() => Assert.Equal("basics", page.Find("form.create").GetAttribute("data-step")));
    }

    [Fact]
    public async Task An_invitation_fills_and_locks_what_it_gives_and_has_a_draft_of_its_own()
    {
        var page = await OpenAsync();

        Assert.Contains("Meridian", page.Find("[data-testid=create-joining]").TextContent, StringComparison.Ordinal);
        Assert.Equal("service-9", page.Find("#f-inviterService").GetAttribute("value"));
        Assert.True(page.Find("#f-inviterService").HasAttribute("readonly"));
        Assert.True(page.Find("#f-invitee").HasAttribute("disabled"));
        Assert.Contains("GET /api/drafts/create-service:service-9", _portal.Bff.Asked.Select(Uri.UnescapeDataString));
        To(page, CreateStep.Blockchain);
        Assert.Empty(page.FindAll("#f-orderers"));
        Assert.Equal(["SFLIC"], page.FindAll("#f-consensus input:not([disabled])").Select(i => i.GetAttribute("value")));
        To(page, CreateStep.Review);
        var json = page.Find("[data-testid=request-json]").TextContent;
        Assert.Contains("\"is_invitee\": true", json, StringComparison.Ordinal);
        Assert.Contains("\"blockchain_id\": \"service-9\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("orderer_node_number", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"channels\"", json, StringComparison.Ordinal);
    }

    private string Address => _portal.Services.GetRequiredService<NavigationManager>().Uri;

    private static AcceptanceDto Planned() =>
        new("acc-1", PortalContext.Tenant, AcceptanceStatuses.Creating, "exports", "service-9", "Meridian", "cold-chain", null, ["organization"], "operator", Some.Start, null, null);

    private async Task<IRenderedComponent<CreateServicePage>> OpenForInvitationAsync()
    {
        var page = await OpenAsync();
        await FillAsync(page);
        return page;
    }

    private Task<IRenderedComponent<CreateServicePage>> OpenAsync()
    {
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo(PortalUrls.CreateService(PortalContext.Tenant, Invitation));
        return _portal.PageAsync<CreateServicePage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
    }

    private void To(IRenderedComponent<CreateServicePage> page, CreateStep step)
    {
        var navigation = _portal.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("step", CreateSteps.Key(step)));
        page.WaitForState(() => page.Find("form.create").GetAttribute("data-step") == CreateSteps.Key(step));
    }

    private async Task FillAsync(IRenderedComponent<CreateServicePage> page)
    {
        await page.TypeAsync("#f-name", "cold-chain");
        await page.TypeAsync("#f-password", "Abcdef12");
        await page.TypeAsync("#f-passwordAgain", "Abcdef12");
        To(page, CreateStep.Cluster);
        await page.TypeAsync("#f-clusterId", "5adc2ce2-9712-11ea-9535-0255ac100b0d");
        await page.TypeAsync("#f-clusterName", "cce-harbor");
        To(page, CreateStep.Review);
    }
}
