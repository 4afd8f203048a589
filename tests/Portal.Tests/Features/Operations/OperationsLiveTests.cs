using System.Net;

using Bcs.Api.Catalogue;

using Bunit;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Features.Operations;

namespace Portal.Tests.Features.Operations;

/// <summary>The list of operations while it is looked at.</summary>
public sealed class OperationsLiveTests : IDisposable
{
    private const string List = "GET /api/operations";

    private readonly PortalContext _portal = new(BcsOperations.ListOperationRecords.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task An_operation_that_begins_while_the_list_is_read_is_in_it()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _portal.Bff.Answer(List, _ => answer.Task);
        var page = await OpenAsync();

        await _portal.Feed.PublishAsync(Some.Operation(1, id: "new", auditId: "b") with { StartedAt = Some.Start.AddMinutes(1) });
        answer.SetResult(BffStub.Json(new Page<OperationDto>([Some.Operation(id: "old")], null)));

        page.WaitForAssertion(() => Assert.Equal(["/t/harbor/operations/new", "/t/harbor/operations/old"], Rows(page)));
    }

    [Fact]
    public async Task A_reading_that_fails_after_a_gap_keeps_the_rows_and_says_how_old_they_are()
    {
        _portal.Bff.Answer(List, new Page<OperationDto>([Some.Operation(id: "old")], null));
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Single(Rows(page)));
        Assert.Empty(page.FindAll("[data-testid=as-of]"));
        _portal.Bff.Answer(List, new { code = "APIGW.0308", status = 429 }, HttpStatusCode.TooManyRequests);

        await _portal.Feed.ConnectionChanged(true, afterGap: true);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=problem] [data-testid=as-of]")));
        Assert.Single(Rows(page));
    }

    private static IReadOnlyList<string?> Rows(IRenderedComponent<OperationsPage> page) => [.. page.FindAll("[data-testid=operations] tbody a.strong").Select(a => a.GetAttribute("href"))];

    private Task<IRenderedComponent<OperationsPage>> OpenAsync() => _portal.PageAsync<OperationsPage>(p => p.Add(o => o.TenantId, PortalContext.Tenant));
}
