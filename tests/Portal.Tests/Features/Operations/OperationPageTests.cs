using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Features.Operations;

namespace Portal.Tests.Features.Operations;

public sealed class OperationPageTests : IDisposable
{
    private const string Get = "GET /api/operations/op-1";

    private readonly PortalContext _portal = new("bcs:fabricInstance:listRecord");

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task The_page_shows_what_happened_and_then_what_is_pushed_without_asking_again()
    {
        _portal.Bff.Answer(Get, Some.Operation(2).With(1, 2));
        var page = await OpenAsync("op-1");
        page.WaitForAssertion(() => Assert.Equal(["1", "2"], Versions(page)));

        page.WaitForState(() => _portal.Bff.Asked.Count == 2);
        var asked = _portal.Bff.Asked.Count;
        await _portal.Feed.PublishAsync(Some.Operation(3).With(3));
        await _portal.Feed.PublishAsync(Some.Operation(4, OperationStatuses.Finished).With(4));

        page.WaitForAssertion(() => Assert.Equal(["1", "2", "3", "4"], Versions(page)));
        Assert.Equal("finished", page.Find("[data-testid=operation]").GetAttribute("data-status"));
        Assert.Single(_portal.Bff.Asked, Get);
        Assert.Equal(asked, _portal.Bff.Asked.Count);
    }

    [Fact]
    public async Task A_gap_is_filled_by_reading_this_operation_once()
    {
        _portal.Bff.Answer(Get, Some.Operation(1).With(1));
        var page = await OpenAsync("op-1");
        page.WaitForAssertion(() => Assert.Equal(["1"], Versions(page)));
        _portal.Bff.Answer(Get, Some.Operation(3).With(1, 2, 3));

        await _portal.Feed.PublishAsync(Some.Operation(3).With(3));

        page.WaitForAssertion(() => Assert.Equal(["1", "2", "3"], Versions(page)));
        Assert.Equal(2, _portal.Bff.Asked.Count(a => a == Get));
    }

    [Fact]
    public async Task After_a_lost_connection_the_operation_is_read_once()
    {
        _portal.Bff.Answer(Get, Some.Operation(1).With(1));
        var page = await OpenAsync("op-1");
        page.WaitForAssertion(() => Assert.Equal(["1"], Versions(page)));
        _portal.Bff.Answer(Get, Some.Operation(5).With(1, 2, 3, 4, 5));

        await _portal.Feed.ConnectionChanged(true, afterGap: true);

        page.WaitForAssertion(() => Assert.Equal(5, Versions(page).Count));
        Assert.Equal(2, _portal.Bff.Asked.Count(a => a == Get));
    }

    [Fact]
    public async Task A_checked_call_turns_into_the_operation_it_became()
    {
        _portal.Bff.Answer("GET /api/operations/chk-a-1", Some.Operation(1, OperationStatuses.Checking, "chk-a-1").With(1));
        var page = await OpenAsync("chk-a-1");
        page.WaitForAssertion(() => Assert.Equal("checking", page.Find("[data-testid=operation]").GetAttribute("data-status")));
        _portal.Bff.Answer("GET /api/operations/chk-a-1", Some.Operation(1, OperationStatuses.Processing, "BCSSVC01-99-5").With(1));

        await _portal.Feed.PublishAsync(Some.Operation(2, OperationStatuses.Processing, "chk-a-1").With(2) with { BecameId = "BCSSVC01-99-5" });

        page.WaitForAssertion(() => Assert.EndsWith(
            "/t/harbor/operations/BCSSVC01-99-5", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_operation_says_what_to_do_and_names_its_audit_record()
    {
        _portal.Bff.Answer(Get, Some.Operation(1, OperationStatuses.Failed) with { Error = new OperationErrorDto("BCS.4001049", "cluster broken") });

        var page = await OpenAsync("op-1");

        page.WaitForAssertion(() => Assert.Contains("BCS.4001049", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
        Assert.Contains("CCE console", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/t/harbor/audit?record=a-1", page.Find("[data-testid=audit-link]").GetAttribute("href"));
    }

    [Fact]
    public async Task Steps_are_bars_on_one_axis_with_what_earlier_operations_took()
    {
        OperationStepDto[] steps = [Step("Prepare", 0, 20), Step("Deploy", 20, null, OperationStatuses.Processing), Step("Finish", null, null, OperationStatuses.Waiting)];
        _portal.Bff.Answer(Get, Some.Operation(2) with { Steps = steps, Events = [new(2, Some.Start.AddSeconds(20), "Deploy", "part of Deploy", OperationStatuses.Processing, null)] });
        OperationStepDto[] earlier = [Step("Prepare", 0, 10), Step("Deploy", 10, 70), Step("Finish", 70, 100)];
        _portal.Bff.Answer("GET /api/operations", new Page<OperationDto>([Finished("op-2", earlier), Finished("op-3", earlier)], null));

        var page = await OpenAsync("op-1");

        page.WaitForAssertion(() => Assert.Contains("usually 2 min", page.Find(".steps-card .card-head").TextContent, StringComparison.Ordinal));
        Assert.Contains("Step 2 of 3", page.Find("#steps-title").TextContent, StringComparison.Ordinal);
        var rows = page.FindAll("[data-testid=steps] > li");
        Assert.Equal("0:20", rows[0].QuerySelector(".time")!.TextContent.Trim());
        Assert.EndsWith("…", rows[1].QuerySelector(".time")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("~ 0:30", rows[2].QuerySelector(".time")!.TextContent.Trim());
        Assert.Equal([1, 0, 1, 0, 0, 1], rows.SelectMany(r => new[] { r.QuerySelector(":scope > .line .bar"), r.QuerySelector(":scope > .line .expected") }).Select(b => b is null ? 0 : 1));
        Assert.Contains("status=finished&operation=createBcsService", _portal.Bff.Requests[^1].Request.RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_steps_are_there_from_the_start_and_possible_at_the_end()
    {
        _portal.Bff.Answer(Get, Some.Operation(2).With(1, 2));
        var page = await OpenAsync("op-1");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=next-steps] button[disabled]")));
        Assert.Empty(page.FindAll("[data-testid=next-steps] a"));

        await _portal.Feed.PublishAsync(Some.Operation(3, OperationStatuses.Finished).With(3));

        page.WaitForAssertion(() => Assert.Equal("/t/harbor/services/service-1", page.Find("[data-testid=next-steps] a.primary").GetAttribute("href")));

        // What the person may not do says what is missing.
        Assert.Contains(Bcs.Api.Catalogue.BcsOperations.CreateChannels.Action, page.Find("[data-testid=next-steps] .denied").ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OperationStatuses.Processing, "The cloud has not named any steps yet.")]
    [InlineData(OperationStatuses.Unknown, "The cloud showed no steps of it.")]
    [InlineData(OperationStatuses.Failed, "It ended before its first step.")]
    public async Task Without_steps_the_page_says_why(string status, string words)
    {
        _portal.Bff.Answer(Get, Some.Operation(2, status).With(1, 2));

        var page = await OpenAsync("op-1");

        page.WaitForAssertion(() => Assert.Contains(words, page.Find(".steps-card").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".progress"));
    }

    [Fact]
    public async Task Step_that_was_never_heard_to_end_does_not_go_on_after_the_operation()
    {
        _portal.Bff.Answer(Get, Some.Operation(3, OperationStatuses.Failed) with { Steps = [Step("Prepare", 0, 20), Step("Deploy", 20, null, OperationStatuses.Processing)] });

        var page = await OpenAsync("op-1");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=steps] > li").Count));
        Assert.Empty(page.FindAll("[data-testid=steps] .icon-busy, [data-testid=steps] .busy, [data-since]"));
    }

    [Fact]
    public async Task An_unknown_operation_says_so()
    {
        var page = await OpenAsync("nope");

        page.WaitForAssertion(() => Assert.Contains("No such operation here", page.Markup, StringComparison.Ordinal));
    }

    private static OperationStepDto Step(string name, int? from, int? to, string status = OperationStatuses.Finished)
    {
        var (start, end) = (from is { } f ? Some.Start.AddSeconds(f) : (DateTimeOffset?)null, to is { } t ? Some.Start.AddSeconds(t) : (DateTimeOffset?)null);
        return new(name, from ?? 1000, status, null, start, end, [new("part of " + name, 0, status, null, start, end, [])]);
    }

    private static OperationDto Finished(string id, IReadOnlyList<OperationStepDto> steps) => Some.Operation(9, OperationStatuses.Finished, id, "a-" + id) with { Steps = steps };

    private static List<string?> Versions(IRenderedComponent<OperationPage> page) =>
        [.. page.FindAll("[data-testid=events] li").Select(li => li.GetAttribute("data-version"))];

    private Task<IRenderedComponent<OperationPage>> OpenAsync(string id) =>
        _portal.PageAsync<OperationPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant).Add(x => x.Id, id));
}
