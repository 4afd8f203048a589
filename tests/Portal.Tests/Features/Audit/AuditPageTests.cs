using System.Text.Json;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Features.Audit;

namespace Portal.Tests.Features.Audit;

public sealed class AuditPageTests
{
    private const string List = "GET /api/audit";

    [Fact]
    public async Task Who_may_read_only_their_own_records_is_told_so()
    {
        using var portal = new PortalContext();
        portal.Bff.Answer(List, new Page<AuditRecordDto>([Record("a-1")], null));

        var page = await OpenAsync(portal);

        page.WaitForAssertion(() => Assert.Contains(PortalActions.AuditRead, page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_read_all_sees_no_such_note()
    {
        using var portal = new PortalContext(PortalActions.AuditRead);
        portal.Bff.Answer(List, new Page<AuditRecordDto>([Record("a-1")], null));

        var page = await OpenAsync(portal);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Empty(page.FindAll("[data-testid=problem]"));
    }

    [Fact]
    public async Task An_opened_record_of_the_page_needs_no_request_of_its_own()
    {
        using var portal = new PortalContext(PortalActions.AuditRead);
        portal.Bff.Answer(List, new Page<AuditRecordDto>([Record("a-2"), Record("a-1")], null));

        var page = await OpenAsync(portal, "?record=a-1");

        page.WaitForAssertion(() => Assert.Contains("cold-chain", page.Find("[data-testid=audit-request]").TextContent, StringComparison.Ordinal));
        Assert.Equal([List], portal.Bff.Asked);
    }

    [Fact]
    public async Task What_an_outcome_rests_on_that_was_found_out_is_said()
    {
        using var portal = new PortalContext(PortalActions.AuditRead);
        portal.Bff.Answer(List, new Page<AuditRecordDto>([Record("a-1") with { Evidence = AuditEvidence.ByState }], null));

        var page = await OpenAsync(portal, "?record=a-1");

        page.WaitForAssertion(() => Assert.Contains("it has the state asked for, had not before", page.Find("[data-testid=audit-record]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_opened_record_of_another_page_is_read()
    {
        using var portal = new PortalContext(PortalActions.AuditRead);
        portal.Bff.Answer(List, new Page<AuditRecordDto>([Record("a-2")], null));
        portal.Bff.Answer("GET /api/audit/a-1", Record("a-1"));

        var page = await OpenAsync(portal, "?record=a-1");

        page.WaitForAssertion(() => Assert.Equal("a-1", page.Find("[data-testid=audit-record] [data-copy]").GetAttribute("data-copy")));
    }

    [Fact]
    public async Task Another_page_of_the_list_has_its_own_address()
    {
        using var portal = new PortalContext(PortalActions.AuditRead);
        portal.Bff.Answer(List, new Page<AuditRecordDto>([Record("a-1")], "next-1"));

        var page = await OpenAsync(portal, "?outcome=denied");

        page.WaitForAssertion(() => Assert.Equal("/t/harbor/audit?outcome=denied&cursor=next-1", page.Find("[data-testid=older]").GetAttribute("href")));
    }

    private static AuditRecordDto Record(string id) => new(
        id, PortalContext.Tenant, 1, Some.Start, new AuditActorDto("iam:x/operator", "operator", "user"), "s-1", "127.0.0.1", "browser",
        "createBcsService", "bcs:fabricInstance:createOnDemand", "POST", "/v2/p/blockchains", new AuditResourceDto(null, null, null, null),
        JsonSerializer.SerializeToElement(new { name = "cold-chain" }), null, AuditOutcomes.Succeeded, 200, null, 12, null, null, "user");

    private static Task<IRenderedComponent<AuditPage>> OpenAsync(PortalContext portal, string query = "")
    {
        portal.Services.GetRequiredService<NavigationManager>().NavigateTo(PortalUrls.Audit(PortalContext.Tenant) + query);
        return portal.PageAsync<AuditPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
    }
}
