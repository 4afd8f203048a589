using Bcs.Api.Catalogue;

using Bunit;

using Portal.Contracts;
using Portal.Contracts.Administration;
using Portal.Features.Administration;

namespace Portal.Tests.Features.Administration;

public sealed class AdministrationPageTests : IDisposable
{
    private readonly PortalContext _portal = new(PortalActions.AdministrationRead);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Connection_tells_what_failed_and_who_has_to_act_and_roles_are_what_the_gateway_says()
    {
        _portal.Bff.Answer($"GET {BffRoutes.Administration}", new AdministrationDto(
            new ConnectionDto(
                "harbor-logistics", "cn-north-4", "cn-north-4_harbor", "p-1", "iam.example", "bcs.example:8443", CredentialKinds.AccessKey,
                [
                    new(ReadLists.Services, Some.Start, Reading.Of(Some.Start, "APIGW.0301", Some.Start)), new(ReadLists.Operations, Some.Start, Reading.Known),
                    new(ReadLists.Consortia, null, Reading.Of(null, null)),
                ]),
            new RulesDto(true, 8 * 3600, 24 * 3600, 10),
            [new("Narrow", [BcsOperations.ListServices.Action]), new("TenantAdmin", [BcsOperations.ListServices.Action, BcsOperations.DeleteService.Action, PortalActions.AuditRead, "made:up"])]));

        var page = await _portal.PageAsync<AdministrationPage>(p => p.Add(c => c.TenantId, PortalContext.Tenant));

        var facts = page.FindAll("dl.facts dd").Select(d => d.TextContent).ToList();
        Assert.Contains("bcs.example:8443", facts);
        Assert.Contains("an access key", facts);
        Assert.Contains("Required for every download", facts);
        Assert.Contains("end after 8 h", facts);
        Assert.Equal("warning", page.Find("#connection-title ~ .chip").GetAttribute("data-status"));
        Assert.Equal(["warning", "good", "waiting"], page.FindAll("[data-testid=admin-lists] tbody .chip").Select(c => c.GetAttribute("data-status")));
        var failed = page.Find("[data-testid=admin-lists] [data-row=services]").TextContent;
        Assert.Contains("APIGW.0301", failed, StringComparison.Ordinal);
        Assert.Contains("administrator", failed, StringComparison.Ordinal);
        Assert.Contains("never", page.Find("[data-testid=admin-lists] [data-row=consortia]").TextContent, StringComparison.Ordinal);

        Assert.Equal(["Action", "Narrow", "Administrator"], page.FindAll("[data-testid=roles] thead th").Select(h => h.TextContent));
        Assert.Equal(
            [(BcsOperations.ListServices.Action, "true true"), (BcsOperations.DeleteService.Action, "false true"), ("made:up", "false true"), (PortalActions.AuditRead, "false true")],
            page.FindAll("[data-testid=roles] [data-row]").Select(r => (r.GetAttribute("data-row")!, string.Join(' ', r.QuerySelectorAll("td").Select(c => c.GetAttribute("data-allowed"))))));
    }
}
