using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

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

        await _portal.Feed.OperationChanged(Some.Operation(3).With(3));
        await _portal.Feed.OperationChanged(Some.Operation(4, OperationStatuses.Finished).With(4));

        page.WaitForAssertion(() => Assert.Equal(["1", "2", "3", "4"], Versions(page)));
        Assert.Equal("finished", page.Find("[data-testid=operation]").GetAttribute("data-status"));
        Assert.Single(_portal.Bff.Asked);
    }

    [Fact]
    public async Task A_gap_is_filled_by_reading_this_operation_once()
    {
        _portal.Bff.Answer(Get, Some.Operation(1).With(1));
        var page = await OpenAsync("op-1");
        page.WaitForAssertion(() => Assert.Equal(["1"], Versions(page)));
        _portal.Bff.Answer(Get, Some.Operation(3).With(1, 2, 3));

        await _portal.Feed.OperationChanged(Some.Operation(3).With(3));

        page.WaitForAssertion(() => Assert.Equal(["1", "2", "3"], Versions(page)));
        Assert.Equal(2, _portal.Bff.Asked.Count);
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
        Assert.Equal(2, _portal.Bff.Asked.Count);
    }

    [Fact]
    public async Task A_checked_call_turns_into_the_operation_it_became()
    {
        _portal.Bff.Answer("GET /api/operations/chk-a-1", Some.Operation(1, OperationStatuses.Checking, "chk-a-1").With(1));
        var page = await OpenAsync("chk-a-1");
        page.WaitForAssertion(() => Assert.Equal("checking", page.Find("[data-testid=operation]").GetAttribute("data-status")));
        _portal.Bff.Answer("GET /api/operations/chk-a-1", Some.Operation(1, OperationStatuses.Processing, "BCSSVC01-99-5").With(1));

        await _portal.Feed.OperationChanged(Some.Operation(2, OperationStatuses.Processing, "chk-a-1").With(2) with { BecameId = "BCSSVC01-99-5" });

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
    public async Task An_unknown_operation_says_so()
    {
        var page = await OpenAsync("nope");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=problem]")));
    }

    private static List<string?> Versions(IRenderedComponent<OperationPage> page) =>
        [.. page.FindAll("[data-testid=events] li").Select(li => li.GetAttribute("data-version"))];

    private Task<IRenderedComponent<OperationPage>> OpenAsync(string id) =>
        _portal.PageAsync<OperationPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant).Add(x => x.Id, id));
}
