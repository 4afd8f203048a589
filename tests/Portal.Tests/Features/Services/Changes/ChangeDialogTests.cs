using System.Net;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Features.Services;

namespace Portal.Tests.Features.Services.Changes;

public sealed class ChangeDialogTests : IDisposable
{
    private const string Service = "/bcs/harbor/v2/project-1/blockchains/service-1";
    private const string Send = "POST " + Service + "/channels/peers";
    private const string Dialog = "[data-testid=add-peers-dialog] ";

    private readonly PortalContext _portal = new(
        BcsOperations.ListChannels.Action, BcsOperations.ListPeers.Action, BcsOperations.AddPeersToChannel.Action, BcsOperations.CreateChannels.Action);

    private int _joined = 1;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task An_address_opens_the_dialog_and_a_sent_change_leads_to_its_operation()
    {
        _portal.Bff.Answer(Send, new { operation_id = "BCSSVC01-03-1" });
        var page = await OpenAsync();

        await page.Find(Dialog + "form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/operations/BCSSVC01-03-1", Address, StringComparison.Ordinal));
        var (request, body) = Assert.Single(_portal.Bff.Requests, r => r.Request.Method == HttpMethod.Post);
        Assert.Equal("""{"channel_peers":[{"channel_name":"trade","peers":{"anchor":1}}]}""", body);
        Assert.Equal(32, Assert.Single(request.Headers.GetValues(BffHeaders.IdempotencyKey)).Length);
    }

    [Fact]
    public async Task A_broken_rule_sends_nothing()
    {
        var page = await OpenAsync();
        page.Find(Dialog + "#f-add-anchor").Input("7");

        await page.Find(Dialog + "form").SubmitAsync();

        Assert.DoesNotContain(Send, _portal.Bff.Asked);
        Assert.NotNull(page.Find(Dialog + "[data-error-for=f-add-anchor]"));
    }

    [Fact]
    public async Task What_someone_else_changed_meanwhile_is_shown_before_anything_is_sent()
    {
        _portal.Bff.Answer(Send, new { operation_id = "BCSSVC01-03-1" });
        var page = await OpenAsync();
        _joined = 2;

        await page.Find(Dialog + "form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("trade · anchor", page.Find("[data-testid=moved]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(Send, _portal.Bff.Asked);

        await page.Find(Dialog + "form").SubmitAsync();
        Assert.Contains(Send, _portal.Bff.Asked);
    }

    [Fact]
    public async Task A_refusal_keeps_the_dialog_and_the_next_attempt_is_another_request()
    {
        _portal.Bff.Answer(Send, new { error_code = "BCS.4001054", error_msg = "The cluster is abnormal." }, HttpStatusCode.BadRequest);
        var page = await OpenAsync();

        await page.Find(Dialog + "form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("BCS.4001054", page.Find(Dialog + "[data-testid=problem]").TextContent, StringComparison.Ordinal));
        await page.Find(Dialog + "form").SubmitAsync();

        Assert.Equal(2, Keys().Distinct().Count());
    }

    [Fact]
    public async Task A_lost_answer_makes_the_next_attempt_the_same_request()
    {
        _portal.Bff.Answer(Send, _ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        var page = await OpenAsync();

        await page.Find(Dialog + "form").SubmitAsync();
        await page.Find(Dialog + "form").SubmitAsync();

        Assert.Equal(2, Keys().Count());
        Assert.Single(Keys().Distinct());
    }

    [Theory]
    [InlineData(504, ProblemCodes.OutcomeUnknown)]
    [InlineData(503, ProblemCodes.AuditUnavailable)]
    [InlineData(503, ProblemCodes.StorageUnavailable)]
    [InlineData(500, ProblemCodes.Internal)]
    [InlineData(409, ProblemCodes.IdempotencyBusy)]
    public async Task An_answer_that_tells_nothing_of_an_earlier_attempt_leaves_the_dialog_its_key(int status, string code)
    {
        _portal.Bff.Answer(Send, new Problem { Status = status, Code = code }, (HttpStatusCode)status);
        var page = await OpenAsync();

        await page.Find(Dialog + "form").SubmitAsync();
        await page.Find(Dialog + "form").SubmitAsync();

        Assert.Equal(2, Keys().Count());
        Assert.Single(Keys().Distinct());
    }

    [Fact]
    public async Task An_unclear_outcome_leads_to_the_operation_that_finds_out()
    {
        _portal.Bff.Answer(
            Send, new Problem { Status = 504, Code = ProblemCodes.OutcomeUnknown, Operation = Some.Operation(1, OperationStatuses.Checking, "chk-a-1") },
            HttpStatusCode.GatewayTimeout);
        var page = await OpenAsync();

        await page.Find(Dialog + "form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/operations/chk-a-1", Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dialog_left_open_says_when_its_service_vanished()
    {
        var page = await OpenAsync();

        await _portal.Feed.PublishAsync(new ServiceRemovedDto(PortalContext.Tenant, "service-1"));

        page.WaitForAssertion(() => Assert.True(page.Find(Dialog + "[data-testid=submit-change]").HasAttribute("disabled")));
        Assert.Contains("no longer exists", page.Find(Dialog + "[data-testid=problem]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialog_left_open_says_when_another_change_began()
    {
        var page = await OpenAsync();

        await _portal.Feed.PublishAsync(Some.Service(version: 2, process: "IsScaling"));

        page.WaitForAssertion(() => Assert.True(page.Find(Dialog + "[data-testid=submit-change]").HasAttribute("disabled")));
    }

    [Fact]
    public async Task A_dialog_that_someone_may_not_use_does_not_open()
    {
        var page = await OpenAsync("?tab=channels&channel=trade&do=delete-channel");

        Assert.Empty(page.FindAll("[data-testid=delete-channel-dialog] form"));
        var button = page.Find("[data-testid=channel-delete]");
        Assert.Contains(BcsOperations.DeleteChannel.Action, page.Find("#" + button.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
    }

    private string Address => _portal.Services.GetRequiredService<NavigationManager>().Uri;

    private IEnumerable<string> Keys() => _portal.Bff.Requests
        .Where(r => r.Request.Method == HttpMethod.Post).Select(r => r.Request.Headers.GetValues(BffHeaders.IdempotencyKey).Single());

    private async Task<IRenderedComponent<ServiceDetailPage>> OpenAsync(string query = "?tab=channels&channel=trade&do=add-peers&org=anchor")
    {
        _portal.Bff.Answer("GET /api/services/service-1", Some.Service());
        _portal.Bff.Answer($"GET {Service}/nodes", _ => Task.FromResult(BffStub.Json(SomeMembers.Peers([("anchor", 3)], ("trade", [("anchor", _joined)])))));
        _portal.Bff.Answer($"GET {Service}/channels", _ => Task.FromResult(BffStub.Json(SomeMembers.Channels(("trade", [("anchor", _joined)])))));
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/t/harbor/services/service-1" + query);
        var page = await _portal.PageAsync<ServiceDetailPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant).Add(x => x.Id, "service-1"));
        page.WaitForElement("[data-testid=channels]");
        return page;
    }
}
