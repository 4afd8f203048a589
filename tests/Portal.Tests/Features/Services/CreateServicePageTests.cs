using System.Net;
using System.Text.Json;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Forms;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Features.Services;

namespace Portal.Tests.Features.Services;

public sealed partial class CreateServicePageTests : IDisposable
{
    private const string Create = "POST /bcs/harbor/v2/project-1/blockchains";
    private const string Password = "Abcdef12";

    private readonly PortalContext _portal = new(BcsOperations.CreateService.Action, BcsOperations.ListServices.Action, BcsOperations.ListQuotas.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task A_form_with_broken_rules_is_not_sent()
    {
        var page = await OpenAsync();

        To(page, CreateStep.Review);
        await page.Find("form.create").SubmitAsync();

        Assert.DoesNotContain(Create, _portal.Bff.Asked);
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#f-name").GetAttribute("aria-invalid")));
        Assert.Equal("basics", page.Find("form.create").GetAttribute("data-step"));
    }

    [Fact]
    public async Task A_sent_form_leads_to_its_operation()
    {
        _portal.Bff.Answer(Create, new { blockchain_id = "service-1", blockchain_name = "cold-chain", operation_id = "BCSSVC01-99-1" });
        var page = await OpenAsync();
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();

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
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=problem]")));
        Assert.DoesNotContain(Password, page.Markup, StringComparison.Ordinal);
        To(page, CreateStep.Basics);
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
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("BCS.4001018", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
        Assert.Equal("a-77", page.Find("[data-testid=problem] [data-copy]").GetAttribute("data-copy"));
        Assert.NotNull(page.Find("[data-error-for=f-name]"));
        Assert.Equal("cold-chain", page.Find("#f-name").GetAttribute("value"));
    }

    [Fact]
    public async Task A_form_that_could_not_be_sent_stays_open_says_to_try_again_and_is_sent_again_with_what_was_typed()
    {
        _portal.Bff.Answer(Create, new Problem { Status = 502, Code = ProblemCodes.NotSent }, HttpStatusCode.BadGateway);
        var page = await OpenAsync();
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Try again", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
        Assert.Contains("nothing was changed", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal);

        _portal.Bff.Answer(Create, new { blockchain_id = "service-1", blockchain_name = "cold-chain", operation_id = "BCSSVC01-99-1" });
        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/t/harbor/operations/BCSSVC01-99-1", Address, StringComparison.Ordinal));
        var bodies = _portal.Bff.Requests.Where(r => r.Request.Method == HttpMethod.Post).Select(r => r.Body).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.Contains(Password, bodies[0], StringComparison.Ordinal);
        Assert.Equal(bodies[0], bodies[1]);
    }

    [Fact]
    public async Task A_refused_form_is_another_request_when_sent_again()
    {
        _portal.Bff.Answer(Create, new { error_code = "BCS.4001018", error_msg = "The name is used." }, HttpStatusCode.BadRequest);
        var page = await OpenAsync();
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();
        To(page, CreateStep.Review);
        await page.Find("form.create").SubmitAsync();

        Assert.Equal(2, Keys().Distinct().Count());
    }

    [Fact]
    public async Task A_form_whose_answer_was_lost_is_the_same_request_when_sent_again()
    {
        _portal.Bff.Answer(Create, _ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        var page = await OpenAsync();
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();
        await page.Find("form.create").SubmitAsync();

        Assert.Equal(2, Keys().Count());
        Assert.Single(Keys().Distinct());
    }

    [Theory]
    [InlineData(504, ProblemCodes.OutcomeUnknown)]
    [InlineData(503, ProblemCodes.AuditUnavailable)]
    [InlineData(503, ProblemCodes.StorageUnavailable)]
    [InlineData(500, ProblemCodes.Internal)]
    [InlineData(409, ProblemCodes.IdempotencyBusy)]
    public async Task An_answer_that_tells_nothing_of_an_earlier_attempt_leaves_the_form_its_key(int status, string code)
    {
        _portal.Bff.Answer(Create, new Problem { Status = status, Code = code }, (HttpStatusCode)status);
        var page = await OpenAsync();
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();
        await page.Find("form.create").SubmitAsync();

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
        await FillAsync(page);

        var form = page.Find("form.create");
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
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/t/harbor/operations/chk-a-1", Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Next_stays_where_something_is_wrong_and_the_step_list_says_so()
    {
        var page = await OpenAsync();
        await page.TypeAsync("#f-name", "cold-chain");

        await page.Find("form.create").SubmitAsync();

        Assert.Equal("basics", page.Find("form.create").GetAttribute("data-step"));
        Assert.Contains("1 field", page.Find("[data-testid=step-basics]").TextContent, StringComparison.Ordinal);
        await page.TypeAsync("#f-password", Password);
        await page.TypeAsync("#f-passwordAgain", Password);
        await page.Find("form.create").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("blockchain", page.Find("form.create").GetAttribute("data-step")));
        Assert.DoesNotContain("field", page.Find("[data-testid=step-basics]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_was_left_shows_what_is_missing_there()
    {
        var page = await OpenAsync();
        To(page, CreateStep.Cluster);
        Assert.DoesNotContain("wrong", page.Find("[data-testid=step-cluster]").ClassName ?? "", StringComparison.Ordinal);

        To(page, CreateStep.Organizations);

        Assert.Contains("2 fields", page.Find("[data-testid=step-cluster]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_review_shows_the_request_and_the_call_of_curl_with_secrets_masked()
    {
        var page = await OpenAsync();
        await FillAsync(page);

        Assert.Contains("\"resource_password\": \"********\"", page.Find("[data-testid=request-json]").TextContent, StringComparison.Ordinal);
        var curl = page.Find("[data-testid=request-curl]").TextContent;
        Assert.Contains("/bcs/harbor/v2/project-1/blockchains'", curl, StringComparison.Ordinal);
        Assert.Contains("\"resource_password\": \"${BCS_RESOURCE_PASSWORD}\"", curl, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_other_services_use_is_offered_a_taken_name_and_a_full_quota_are_told_while_one_types()
    {
        _portal.Bff.Answer("GET /api/services", new ServicePage([Known("service-1", "cold-chain", "c-1", "cce-harbor"), Known("service-2", "customs", "c-2", "cce-customs")], null, Some.Start, null));
        _portal.Bff.Answer("GET /bcs/harbor/v2/project-1/quotas", new { resources = new[] { new { type = "instance", used = 2, quota = 2 } } });
        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Contains("2 of 2", page.Find("[data-testid=create-full]").TextContent, StringComparison.Ordinal));
        await page.TypeAsync("#f-name", "customs");
        Assert.NotNull(page.Find("[data-warning-for=f-name]"));
        await _portal.Feed.PublishAsync(new ServiceRemovedDto(PortalContext.Tenant, "service-2"));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-warning-for=f-name]")));

        To(page, CreateStep.Cluster);
        Assert.Equal("f-clusterId-offers", page.Find("#f-clusterId").GetAttribute("list"));
        Assert.Equal(["c-1"], page.FindAll("#f-clusterId-offers option").Select(o => o.GetAttribute("value")));
        await page.TypeAsync("#f-clusterName", "cce-harbor");
        Assert.Equal("c-1", page.Find("#f-clusterId").GetAttribute("value"));
        await page.TypeAsync("#f-clusterId", "typed-by-hand");
        Assert.Equal("cce-harbor", page.Find("#f-clusterName").GetAttribute("value"));
        await page.TypeAsync("#f-clusterName", "cce-harbor");
        Assert.Equal("typed-by-hand", page.Find("#f-clusterId").GetAttribute("value"));

        To(page, CreateStep.Organizations);
        Assert.Equal(["carriers"], page.FindAll("datalist option").Select(o => o.GetAttribute("value")));

        static ServiceDto Known(string id, string name, string cluster, string clusterName)
        {
            var service = Some.Service(id, name);
            return service with
            {
                Detail = service.Detail! with { BasicInfo = service.Detail.BasicInfo! with { ClusterId = cluster, ClusterName = clusterName }, PeerInfo = [new() { Name = "carriers", NodeCnt = 2 }] },
            };
        }
    }

    private string Address => _portal.Services.GetRequiredService<NavigationManager>().Uri;

    private IEnumerable<string> Keys() => _portal.Bff.Requests
        .Where(r => r.Request.Method == HttpMethod.Post)
        .Select(r => r.Request.Headers.GetValues(BffHeaders.IdempotencyKey).Single());

    private Task<IRenderedComponent<CreateServicePage>> OpenAsync() =>
        _portal.PageAsync<CreateServicePage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));

    private void To(IRenderedComponent<CreateServicePage> page, CreateStep step)
    {
        var navigation = _portal.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("step", CreateSteps.Key(step)));
        page.WaitForState(() => page.Find("form.create").GetAttribute("data-step") == CreateSteps.Key(step));
    }

    // Leaves the form on its last step.
    private async Task FillAsync(IRenderedComponent<CreateServicePage> page)
    {
        await page.TypeAsync("#f-name", "cold-chain");
        await page.TypeAsync("#f-password", Password);
        await page.TypeAsync("#f-passwordAgain", Password);
        To(page, CreateStep.Cluster);
        await page.TypeAsync("#f-clusterId", "5adc2ce2-9712-11ea-9535-0255ac100b0d");
        await page.TypeAsync("#f-clusterName", "cce-harbor");
        To(page, CreateStep.Review);
    }
}
