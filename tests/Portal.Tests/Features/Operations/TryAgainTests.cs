using System.Globalization;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Features.Operations;
using Portal.Features.Services;
using Portal.Model.Operations;
using Portal.Shell;

namespace Portal.Tests.Features.Operations;

public sealed class TryAgainTests : IDisposable
{
    private readonly PortalContext _portal = new(
        BcsOperations.ListOperationRecords.Action, BcsOperations.ListServices.Action, BcsOperations.CreateService.Action, BcsOperations.CreateChannels.Action,
        BcsOperations.ModifyService.Action);

    private TryAgain TryAgain => _portal.Services.GetRequiredService<TryAgain>();

    public void Dispose() => _portal.Dispose();

    [Theory]
    [InlineData("createBcsService", OperationStatuses.Failed, "/t/harbor/services/new?again=a-1")]
    [InlineData("createBcsService", OperationStatuses.Stop, "/t/harbor/services/new?again=a-1")]
    [InlineData("createChannels", OperationStatuses.Failed, "/t/harbor/services/service-1?tab=channels&do=create-channels&again=a-1")]
    [InlineData("modifyBcsService", OperationStatuses.Failed, "/t/harbor/services/service-1?do=scale&again=a-1")]
    [InlineData("createBcsService", OperationStatuses.Finished, null)]
    [InlineData("createBcsService", OperationStatuses.Unknown, null)]
    [InlineData("deleteBcsService", OperationStatuses.Failed, null)]
    public async Task The_form_of_an_operation_is_offered_where_sending_again_makes_sense(string kind, string status, string? url)
    {
        await _portal.PageAsync<OperationsPage>();

        Assert.Equal(url, TryAgain.Url(_portal.TenantDto, Some.Operation(2, status) with { Operation = kind }));
    }

    [Fact]
    public async Task Without_the_action_or_the_record_nothing_is_offered()
    {
        await _portal.PageAsync<OperationsPage>();
        var failed = Some.Operation(2, OperationStatuses.Failed);

        Assert.Null(TryAgain.Url(_portal.TenantDto with { Actions = [] }, failed));
        Assert.Null(TryAgain.Url(_portal.TenantDto, failed with { AuditId = null }));
    }

    [Fact]
    public async Task A_failed_operation_in_the_list_says_why_and_what_to_do()
    {
        var failed = Some.Operation(2, OperationStatuses.Failed) with { Error = new OperationErrorDto("BCS.4001018", "said by the cloud") };
        _portal.Bff.Answer("GET /api/operations", new Page<OperationDto>([failed, Some.Operation(3, id: "op-2")], null));
        _portal.Bff.Answer("GET /api/services", new ServicePage([], null, Some.Start, null));

        var page = await _portal.PageAsync<OperationsPage>(p => p.Add(o => o.TenantId, PortalContext.Tenant));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=why]")));
        var why = page.Find("[data-testid=why]");
        Assert.Contains("BCS.4001018", why.TextContent, StringComparison.Ordinal);
        Assert.True(why.QuerySelectorAll("p").Length >= 2);
        Assert.Equal("/t/harbor/services/new?again=a-1", why.QuerySelector("[data-testid=try-again]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_create_form_takes_what_was_sent_and_leaves_secrets_empty()
    {
        _portal.Bff.Answer("GET /api/audit/a-1", new
        {
            id = "a-1", tenant = "harbor", seq = 1, at = Some.Start, actor = new { id = "u", name = "operator", kind = "user" },
            operation = "createBcsService", resource = new { }, outcome = "succeeded",
            request = new
            {
                name = "cold-chain", version_type = 2, resource_password = "***", org_disk_size = 300, use_eip = false,
                peer_orgs = new[] { new { name = "carriers", node_count = 1 }, new { name = "customs", node_count = 2 } },
                channels = new[] { new { name = "manifests", org_names = new[] { "customs" }, description = "d" } },
            },
        });
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/t/harbor/services/new?again=a-1");

        var page = await _portal.PageAsync<CreateServicePage>(p => p.Add(c => c.TenantId, PortalContext.Tenant));

        page.WaitForAssertion(() => Assert.Equal("cold-chain", page.Find("#f-name").GetAttribute("value")));
        Assert.NotNull(page.Find("[data-testid=create-prefilled]"));
        await page.Find("form.create").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#f-password").GetAttribute("aria-invalid")));
        await GoAsync(page, "cluster");
        Assert.Equal("300", page.Find("#f-diskSize").GetAttribute("value"));
        await GoAsync(page, "organizations");
        Assert.Equal(["carriers", "customs"], page.FindAll("[data-testid=org-row] input[type=text]").Select(i => i.GetAttribute("value")));
        Assert.False(page.Find("#f-channel-3-org-1").HasAttribute("checked"));
        Assert.True(page.Find("#f-channel-3-org-2").HasAttribute("checked"));
    }

    [Fact]
    public async Task A_record_of_another_kind_fills_nothing()
    {
        _portal.Bff.Answer("GET /api/audit/a-1", new
        {
            id = "a-1", tenant = "harbor", seq = 1, at = Some.Start, actor = new { id = "u", name = "operator", kind = "user" },
            operation = "deleteBcsService", resource = new { }, outcome = "succeeded", request = new { name = "cold-chain" },
        });
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/t/harbor/services/new?again=a-1");

        var page = await _portal.PageAsync<CreateServicePage>(p => p.Add(c => c.TenantId, PortalContext.Tenant));

        page.WaitForAssertion(() => Assert.Contains("GET /api/audit/a-1", _portal.Bff.Asked));
        Assert.Equal("", page.Find("#f-name").GetAttribute("value"));
    }

    [Fact]
    public void The_filter_decides_over_what_is_pushed()
    {
        var attention = new OperationsFilter(OperationsFilter.Attention, null, "createBcsService", "operator");

        Assert.True(attention.Fits(Some.Operation(2, OperationStatuses.Failed)));
        Assert.True(attention.Fits(Some.Operation(2, OperationStatuses.Unknown)));
        Assert.False(attention.Fits(Some.Operation(2, OperationStatuses.Processing)));
        Assert.False(attention.Fits(Some.Operation(2, OperationStatuses.Failed) with { Operation = "createChannels" }));
        Assert.False(attention.Fits(Some.Operation(2, OperationStatuses.Failed) with { RequestedBy = "admin" }));
        Assert.False(new OperationsFilter("", "", "", "").Any);

        // A day of the reader: half past one in the night of Berlin is still the day before in UTC.
        var day = OperationsFilter.All with { From = "2026-10-25", To = "2026-10-25", Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        Assert.Equal([false, true, true, false], new[] { "2026-10-24T21:59Z", "2026-10-24T22:00Z", "2026-10-25T22:59Z", "2026-10-25T23:00Z" }.Select(t =>
            day.Fits(Some.Operation() with { StartedAt = DateTimeOffset.Parse(t, CultureInfo.InvariantCulture) })));
        Assert.True(day.Any);
        Assert.Equal("/t/harbor/operations?from=2026-10-25&to=2026-10-25", day.Url("harbor"));
        Assert.Equal("/api/operations?tenant=harbor&from=2026-10-24T22%3A00%3A00Z&to=2026-10-25T23%3A00%3A00Z", day.Path("harbor", null));
        Assert.Equal("/t/harbor/operations?status=failed%2Cstop%2Cunknown&kind=createBcsService&by=operator", attention.Url("harbor"));
    }

    private Task<AngleSharp.Dom.IElement> GoAsync(IRenderedComponent<CreateServicePage> page, string step)
    {
        var navigation = _portal.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("step", step));
        return page.WaitForElementAsync($"form.create[data-step={step}]");
    }
}
