using System.Net;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Features.Services;

namespace Portal.Tests.Features.Services;

public sealed class CreateServicePageTests : IDisposable
{
    private const string Create = "POST /bcs/harbor/v2/project-1/blockchains";
    private const string Password = "Abcdef12";

    private readonly PortalContext _portal = new(BcsOperations.CreateService.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task A_form_with_broken_rules_is_not_sent()
    {
        var page = await OpenAsync();

        await page.Find("form").SubmitAsync();

        Assert.DoesNotContain(Create, _portal.Bff.Asked);
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#f-name").GetAttribute("aria-invalid")));
    }

    [Fact]
    public async Task A_sent_form_leads_to_its_operation()
    {
        _portal.Bff.Answer(Create, new { blockchain_id = "service-1", blockchain_name = "cold-chain", operation_id = "BCSSVC01-99-1" });
        var page = await OpenAsync();
        Fill(page);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/t/harbor/operations/BCSSVC01-99-1", Address, StringComparison.Ordinal));
        var (request, body) = Assert.Single(_portal.Bff.Requests, r => r.Request.Method == HttpMethod.Post);
        Assert.Equal("1", Assert.Single(request.Headers.GetValues(BffHeaders.Csrf)));
        Assert.Equal(32, Assert.Single(request.Headers.GetValues(BffHeaders.IdempotencyKey)).Length);
        Assert.Contains("\"resource_password\":\"" + Password, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_in_no_rendering()
    {
        _portal.Bff.Answer(Create, new { error_code = "BCS.4001018", error_msg = "The name is used." }, HttpStatusCode.BadRequest);
        var page = await OpenAsync();
        Fill(page);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=problem]")));
        Assert.DoesNotContain(Password, page.Markup, StringComparison.Ordinal);
        Assert.Equal("password", page.Find("#f-password").GetAttribute("type"));
        Assert.False(page.Find("#f-password").HasAttribute("value"));
    }

    [Fact]
    public async Task A_refusal_shows_at_its_field_with_code_and_audit_record_and_keeps_what_was_typed()
    {
        _portal.Bff.Answer(Create, _ =>
        {
            var answer = BffStub.Json(new { error_code = "BCS.4001018", error_msg = "The name is used." }, HttpStatusCode.BadRequest);
            answer.Headers.Add(BffHeaders.AuditId, "a-77");
            return Task.FromResult(answer);
        });
        var page = await OpenAsync();
        Fill(page);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("BCS.4001018", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
        Assert.Equal("a-77", page.Find("[data-testid=problem] [data-copy]").GetAttribute("data-copy"));
        Assert.NotNull(page.Find("[data-error-for=f-name]"));
        Assert.Equal("cold-chain", page.Find("#f-name").GetAttribute("value"));
    }

    [Fact]
    public async Task A_refused_form_is_another_request_when_sent_again()
    {
        _portal.Bff.Answer(Create, new { error_code = "BCS.4001018", error_msg = "The name is used." }, HttpStatusCode.BadRequest);
        var page = await OpenAsync();
        Fill(page);

        await page.Find("form").SubmitAsync();
        await page.Find("form").SubmitAsync();

        Assert.Equal(2, Keys().Distinct().Count());
    }

    [Fact]
    public async Task A_form_whose_answer_was_lost_is_the_same_request_when_sent_again()
    {
        _portal.Bff.Answer(Create, _ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        var page = await OpenAsync();
        Fill(page);

        await page.Find("form").SubmitAsync();
        await page.Find("form").SubmitAsync();

        Assert.Equal(2, Keys().Count());
        Assert.Single(Keys().Distinct());
    }

    [Fact]
    public async Task A_second_click_while_the_first_is_under_way_sends_nothing()
    {
        var answer = new TaskCompletionSource();
        _portal.Bff.Answer(Create, async _ =>
        {
            await answer.Task;
            return BffStub.Json(new { operation_id = "BCSSVC01-99-1" });
        });
        var page = await OpenAsync();
        Fill(page);

        var form = page.Find("form");
        var first = form.SubmitAsync();
        page.WaitForState(() => _portal.Bff.Asked.Contains(Create));
        await form.SubmitAsync();
        answer.SetResult();
        await first;

        Assert.Single(_portal.Bff.Asked, Create);
    }

    [Fact]
    public async Task An_unclear_outcome_leads_to_the_operation_that_finds_out()
    {
        _portal.Bff.Answer(
            Create, new Problem { Status = 504, Code = ProblemCodes.OutcomeUnknown, Operation = Some.Operation(1, OperationStatuses.Checking, "chk-a-1") },
            HttpStatusCode.GatewayTimeout);
        var page = await OpenAsync();
        Fill(page);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/t/harbor/operations/chk-a-1", Address, StringComparison.Ordinal));
    }

    private string Address => _portal.Services.GetRequiredService<NavigationManager>().Uri;

    private IEnumerable<string> Keys() => _portal.Bff.Requests
        .Where(r => r.Request.Method == HttpMethod.Post)
        .Select(r => r.Request.Headers.GetValues(BffHeaders.IdempotencyKey).Single());

    private Task<IRenderedComponent<CreateServicePage>> OpenAsync() =>
        _portal.PageAsync<CreateServicePage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));

    private static void Fill(IRenderedComponent<CreateServicePage> page)
    {
        page.Find("#f-name").Input("cold-chain");
        page.Find("#f-password").Input(Password);
        page.Find("#f-passwordAgain").Input(Password);
        page.Find("#f-clusterId").Input("5adc2ce2-9712-11ea-9535-0255ac100b0d");
        page.Find("#f-clusterName").Input("cce-harbor");
    }
}
