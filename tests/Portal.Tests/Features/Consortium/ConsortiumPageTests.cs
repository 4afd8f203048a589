using System.Net;
using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Catalogue;
using Bcs.Api.Consortium;
using Bcs.Api.Services;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts.Consortia;
using Portal.Contracts.Services;
using Portal.Features.Consortium;

namespace Portal.Tests.Features.Consortium;

public sealed class ConsortiumPageTests : IDisposable
{
    private const string Answer = "POST /bcs/harbor/v2/project-1/notification/handle";
    private const string Invite = "POST /bcs/harbor/v2/project-1/members/invitations";
    private const string Delete = "DELETE /bcs/harbor/v2/project-1/members/invitations";
    private const string Key = "service-2/trade/domain-1";

    private readonly PortalContext _portal = new(
        BcsOperations.ListNotifications.Action, BcsOperations.ListMembers.Action, BcsOperations.GetService.Action, BcsOperations.InviteTenants.Action,
        BcsOperations.ProcessInvitation.Action, BcsOperations.DeleteInvitation.Action, BcsOperations.ExitConsortium.Action, BcsOperations.CreateService.Action);

    private ConsortiumDto _state = new("harbor", 1, Some.Start, null, [Received()], [], []);

    public ConsortiumPageTests()
    {
        _portal.Bff.Answer("GET /api/consortia", _ => Task.FromResult(Json(_state)));
        _portal.Bff.Answer("GET /api/services", _ => Task.FromResult(Json(new ServicePage([Fitting()], null, Some.Start, null))));
    }

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Accepting_sends_the_invitation_back_with_the_chosen_service_and_organizations()
    {
        _portal.Bff.Answer(Answer, new { result = "success" });
        var page = await OpenAsync(InvitationAction.Accept);

        Assert.Contains("organization", page.Find("[data-testid=accept-preview]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=accept-dialog] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/t/harbor/consortium", Address, StringComparison.Ordinal));
        var sent = JsonSerializer.Deserialize<ProcessInvitationRequest>(Sent(Answer), BcsJson.Options)!;
        Assert.Equal(("trade", "agreed", "service-2", "service-1"), (sent.ChannelName, sent.Status, sent.InvitorInfo!.InvitorBcsId, sent.InviteeInfo!.InviteeBcsId));
        Assert.Equal("organization", Assert.Single(sent.InvitedOrgs!).Name);
    }

    [Theory]
    [InlineData("BCS.4001999", "accept-service-error")]
    [InlineData("BCS.4001196", "accept-service-error")]
    [InlineData("BCS.4001245", "accept-orgs-error")]
    public async Task Refusal_comes_back_to_what_it_is_about_and_nothing_chosen_is_lost(string code, string where)
    {
        _portal.Bff.Answer(Answer, new { error_code = code, error_msg = "Not like this." }, HttpStatusCode.BadRequest);
        var page = await OpenAsync(InvitationAction.Accept);

        await page.Find("[data-testid=accept-dialog] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("#" + where)));
        Assert.Contains(code, page.Find("[data-testid=accept-dialog] [data-testid=problem]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("input[name=accept-service]").HasAttribute("checked"));
    }

    [Fact]
    public async Task Company_without_a_fitting_service_is_led_to_creating_one_and_to_nothing_else()
    {
        _portal.Bff.Answer("GET /api/services", _ => Task.FromResult(Json(new ServicePage([], null, Some.Start, null))));

        var page = await OpenAsync(InvitationAction.Accept);

        Assert.Empty(page.FindAll("[data-testid=submit-accept]"));
        Assert.Contains("primary", page.Find("[data-testid=accept-create]").ClassList);
    }

    [Fact]
    public async Task Dialog_says_so_as_soon_as_its_invitation_is_answered_by_somebody_else()
    {
        var page = await OpenAsync(InvitationAction.Accept);
        Assert.False(page.Find("[data-testid=submit-accept]").HasAttribute("disabled"));

        await _portal.Feed.PublishAsync(_state with { Version = 2, Invitations = [Received("reject")] });

        page.WaitForAssertion(() => Assert.True(page.Find("[data-testid=submit-accept]").HasAttribute("disabled")));
        Assert.Contains("no longer waits", page.Find("[data-testid=accept-dialog] [data-testid=problem]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dialog_about_a_vanished_invitation_says_so_and_sends_nothing()
    {
        var page = await OpenAsync(InvitationAction.Reject);

        await _portal.Feed.PublishAsync(_state with { Version = 2, Invitations = [] });

        page.WaitForAssertion(() => Assert.Contains("Somebody was faster", page.Find("[data-testid=answer-dialog]").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find("[data-testid=submit-answer]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Last_look_before_accepting_finds_that_it_was_withdrawn()
    {
        var page = await OpenAsync(InvitationAction.Accept);
        _state = _state with { Version = 2, Invitations = [] };

        await page.Find("[data-testid=accept-dialog] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("no longer waits", page.Find("[data-testid=accept-dialog]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(Answer, _portal.Bff.Asked);
    }

    [Fact]
    public async Task Address_of_an_invitation_that_is_gone_says_so()
    {
        _state = _state with { Invitations = [] };

        var page = await OpenAsync(InvitationAction.Accept);

        Assert.Contains("Somebody was faster", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=submit-accept]"));
    }

    [Fact]
    public async Task Leaving_asks_for_the_name_of_the_channel()
    {
        _state = _state with { Invitations = [Received("agreed", "service-1")] };
        _portal.Bff.Answer("PUT /bcs/harbor/v2/project-1/members/quit", new { result = "success", operation_id = "op-3" });
        var page = await OpenAsync(InvitationAction.Leave);

        await page.Find("[data-testid=answer-dialog] form").SubmitAsync();
        Assert.Equal("true", page.Find("#f-confirm").GetAttribute("aria-invalid"));
        await page.TypeAsync("#f-confirm", "trade");
        await page.Find("[data-testid=answer-dialog] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/t/harbor/consortium", Address, StringComparison.Ordinal));
        Assert.Single(_portal.Bff.Asked, a => a.StartsWith("PUT ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unclear_answer_is_followed_and_not_sent_again()
    {
        var check = Some.Operation(id: "chk-a-9", status: "checking");
        _portal.Bff.Answer(Answer, _ => Task.FromResult(BffStub.Json(new { code = "outcome_unknown", status = 504, title = "Unclear", operation = check }, HttpStatusCode.GatewayTimeout)));
        var page = await OpenAsync(InvitationAction.Reject);

        await page.Find("[data-testid=answer-dialog] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/t/harbor/consortium", Address, StringComparison.Ordinal));
        Assert.Single(_portal.Bff.Asked, a => a == Answer);
    }

    [Fact]
    public async Task Each_company_gets_a_result_and_those_that_failed_can_be_changed()
    {
        _portal.Bff.Answer(Invite, async request =>
        {
            var body = await request.Content!.ReadAsStringAsync();
            return body.Contains("nobody", StringComparison.Ordinal)
                ? BffStub.Json(new { error_code = "BCS.4006014", error_msg = "Invalid Parameter invited_user" }, HttpStatusCode.BadRequest)
                : BffStub.Json(new { result = "success" });
        });
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo(PortalUrls.Invite("harbor"));
        var page = await _portal.PageAsync<ConsortiumPage>(p => p.Add(x => x.TenantId, "harbor"));
        await page.TypeAsync("#f-inviteCompanies", "alpha\nnobody");

        await page.Find("[data-testid=invite-dialog] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["alpha:true", "nobody:false"], page.FindAll("[data-company]").Select(c => $"{c.GetAttribute("data-company")}:{c.GetAttribute("data-ok")}")));
        await page.Find("[data-testid=invite-again]").ClickAsync();
        Assert.Equal("nobody", page.Find("#f-inviteCompanies").GetAttribute("value") ?? page.Find("#f-inviteCompanies").TextContent);
    }

    [Fact]
    public async Task Withdrawing_names_the_company_and_its_state()
    {
        var sent = Received() with
        {
            InvitorInfo = new() { InvitorBcsId = "service-1", InvitorProjectId = "project-1" }, InviteeInfo = new() { InviteeId = "domain-1", InviteeName = "alpha", InviteeProjectId = "project-9" },
        };
        _state = _state with { Invitations = [sent] };
        _portal.Bff.Answer(Delete, new { result = "success" });
        var page = await OpenAsync(InvitationAction.Withdraw, "service-1/trade/domain-1");

        await page.Find("[data-testid=answer-dialog] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("\"invited_user\":\"alpha\"", Sent(Delete), StringComparison.Ordinal));
        Assert.Contains("\"status\":\"waiting\"", Sent(Delete), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_are_companies_once_each_by_name_and_counted_as_they_are_listed()
    {
        _state = _state with
        {
            Invitations = [Received("agreed", "service-1"), Received() with { ChannelName = "other" }],
            Members = [Member("trade", "agreed"), Member("customs", "agreed"), Member("other", "waiting"), Member("old", "quit")],
            Companies = new Dictionary<string, string> { ["inviter"] = "Meridian Foods", ["harbor-logistics"] = "Harbor Logistics" },
        };

        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo(PortalUrls.Consortium("harbor", "members"));
        var page = await _portal.PageAsync<ConsortiumPage>(p => p.Add(x => x.TenantId, "harbor"));

        var rows = page.FindAll("[data-testid=members] tbody tr");
        Assert.Equal(["Harbor Logistics you harbor-logistics", "Meridian Foods inviter"], rows.Select(r => string.Join(' ', r.QuerySelectorAll("th > span > span").Select(s => s.TextContent))));
        Assert.All(rows, r => Assert.Equal(["customs", "trade"], r.QuerySelectorAll("td[data-label=Channels] .strong").Select(c => c.TextContent)));
        Assert.Equal("2", page.Find(".tabs a[href$=members] .tab-count").TextContent);

        static ConsortiumMember Member(string channel, string status) => new()
        {
            ChannelName = channel, Status = status, InvitedOrgs = [new() { Name = "organization" }],
            InvitorInfo = new() { InvitorBcsId = "service-2", InvitorUserId = "domain-2", InvitorUsername = "someone", InvitorProjectId = "project-2" },
            InviteeInfo = new() { InviteeBcsId = "service-1", InviteeUserId = "domain-1", InviteeUsername = "harbor-logistics" },
        };
    }

    [Fact]
    public async Task Row_has_one_primary_action_and_what_is_missing_is_said_once()
    {
        using var portal = new PortalContext(BcsOperations.ListNotifications.Action, BcsOperations.GetService.Action);
        portal.Bff.Answer("GET /api/consortia", _ => Task.FromResult(Json(_state with { Invitations = [Received(), Received() with { ChannelName = "second" }] })));
        portal.Bff.Answer("GET /api/services", _ => Task.FromResult(Json(new ServicePage([Fitting()], null, Some.Start, null))));

        var page = await portal.PageAsync<ConsortiumPage>(p => p.Add(x => x.TenantId, "harbor"));

        var note = page.Find("[data-testid=locked]");
        Assert.Contains(BcsOperations.ProcessInvitation.Action, note.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.FindAll($".row-actions [aria-describedby={note.Id}]").Count);
        Assert.Empty(page.FindAll(".row-actions .denied-why"));
        Assert.All(page.FindAll(".row-actions"), r => Assert.Single(r.QuerySelectorAll(".primary")));
    }

    private string Address => _portal.Services.GetRequiredService<NavigationManager>().Uri;

    private static HttpResponseMessage Json(object body) => BffStub.Json(body);

    private string Sent(string what) => _portal.Bff.Requests.Last(r => $"{r.Request.Method} {r.Request.RequestUri!.AbsolutePath}" == what).Body;

    private async Task<IRenderedComponent<ConsortiumPage>> OpenAsync(InvitationAction action, string key = Key)
    {
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo(PortalUrls.Answer("harbor", action.ToString(), key));
        return await _portal.PageAsync<ConsortiumPage>(p => p.Add(x => x.TenantId, "harbor"));
    }

    private static ServiceDto Fitting() => Some.Service() with
    {
        Detail = Some.Service().Detail! with
        {
            BasicInfo = Some.Service().Detail!.BasicInfo! with { SignAlgorithm = "ECDSA", DeployType = "create", AgentPortalAddrs = ["198.18.0.1:30603"] },
            Channels = [new ServiceChannel { Name = "own" }],
        },
    };

    private static ConsortiumNotification Received(string status = "waiting", string joined = "") => new()
    {
        ChannelName = "trade",
        Status = status,
        UpdatedTime = "2026-07-01T08:00:00Z",
        InvitorInfo = new()
        {
            InvitorId = "domain-2", InvitorName = "inviter", InvitorBcsId = "service-2", InvitorBcsName = "theirs", InvitorProjectId = "project-2",
            InvitorConsensus = "etcdraft", InvitorFabricVersion = "2.2", InvitorSignatureAlgorithm = "ECDSA",
        },
        InviteeInfo = new() { InviteeId = "domain-1", InviteeName = "harbor-logistics", InviteeBcsId = joined, InviteeProjectId = "project-1" },
    };
}
