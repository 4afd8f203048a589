using Bcs.Api.Catalogue;
using Bcs.Api.Services;

using Bunit;

using Portal.Contracts;
using Portal.Contracts.Monitoring;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Features.Services;
using Portal.Model.Services.Health;
using Portal.Features.Services.Overview;
using Portal.Tests.Features.Certificates;

namespace Portal.Tests.Features.Services;

public sealed class ServiceNewsTests : IDisposable
{
    private readonly PortalContext _portal = new(
        BcsOperations.ListServices.Action, BcsOperations.ListAlarms.Action, BcsOperations.DownloadCertificates.Action, BcsOperations.ListOperationRecords.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Rows_say_alarms_the_next_certificate_end_and_the_last_change()
    {
        _portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service(), Some.Service("service-2", "customs")], null, Some.Start, null));
        _portal.Bff.Answer("GET /api/alarms", new AlarmOverviewDto([new("a", "service-1", "cold-chain", "Disk almost full", AlarmSeverities.Critical, null, null, null, Some.Start, null)], Some.Start, 2, 2, null));
        _portal.Bff.Answer("GET /api/certificates", SomeCertificates.Page(SomeCertificates.Certificate("c-1", 12.5), SomeCertificates.Certificate("c-2", 40)));
        _portal.Bff.Answer("GET /api/operations", new Page<OperationDto>([Some.Operation(3, OperationStatuses.Finished)], null));

        var page = await _portal.PageAsync<ServicesPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));

        page.WaitForAssertion(() => Assert.Equal("Create service", page.Find("[data-row=service-1] .change").TextContent));
        page.WaitForAssertion(() => Assert.Contains("in 12 d", page.Find("[data-row=service-1]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Critical 1", page.Find("[data-row=service-1] .chips a").TextContent.Trim());
        Assert.Equal("none", page.Find("[data-row=service-2] .chips").TextContent.Trim());

        await _portal.Feed.PublishAsync(Some.Operation(1, OperationStatuses.Processing, "op-2", "a-2") with { Operation = BcsOperations.ModifyService.Id, StartedAt = Some.Start.AddMinutes(1) });

        page.WaitForAssertion(() => Assert.Equal("Scale service", page.Find("[data-row=service-1] .change").TextContent));
    }

    [Fact]
    public void Summary_says_what_is_wrong_and_who_takes_part()
    {
        var service = Some.Service();
        service = service with { Detail = service.Detail! with { Channels = [new ServiceChannel { Name = "trade", OrgNames = ["organization", "bank"] }, new ServiceChannel { Name = "customs", OrgNames = ["bank", "foods"] }] } };

        var summary = _portal.Render<ServiceSummary>(p => p.Add(x => x.Service, service).Add(x => x.Health, ServiceHealth.Of(service, [])).Add(x => x.KnowsCertificates, true).Add(x => x.CertificatesRead, true)
            .Add(x => x.NextEnd, SomeCertificates.Certificate("c-1", 12.5)).Add(x => x.LastOperation, Some.Operation(3, OperationStatuses.Failed)));

        Assert.Equal(["2", "3", "in 12 d"], summary.FindAll(".figure").Select(f => f.TextContent.Trim()));
        Assert.Contains("warning", summary.FindAll(".figure")[2].ClassList);
        Assert.Equal(["trade", "customs"], summary.FindAll(".names a").Select(a => a.TextContent));
        Assert.Contains("2 of others: bank, foods", summary.Markup, StringComparison.Ordinal);
        Assert.Equal("1 peer down: organization", summary.Find(".findings li.bad strong").TextContent);
        Assert.Contains("Failed", summary.Find(".change").ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_service_does_not_support_is_not_said()
    {
        var detail = Some.Service().Detail!;
        var with = detail with { BasicInfo = detail.BasicInfo! with { IsSupportRestful = true, IsSupportTc3 = false, IsSupportRollback = false, IsCrossRegion = true } };

        Assert.Equal(["REST API", "Across regions"], ServiceFacts.Blockchain(new(), with).Single(f => f.Name == "Supports").Values);
        Assert.DoesNotContain(ServiceFacts.Blockchain(new(), detail), f => f.Name == "Supports");
    }
}
