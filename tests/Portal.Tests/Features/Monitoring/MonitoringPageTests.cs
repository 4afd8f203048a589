using Bcs.Api.Catalogue;
using Bcs.Api.Services;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts.Monitoring;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Features.Monitoring;
using Portal.Features.Overview;

namespace Portal.Tests.Features.Monitoring;

public sealed class MonitoringPageTests : IDisposable
{
    private readonly PortalContext _portal = new(BcsOperations.ListServices.Action, BcsOperations.ListAlarms.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Services_that_need_a_look_come_first_with_their_alarms()
    {
        Answer([Healthy("service-1", "alpha"), Healthy("service-2", "beta"), Some.Service("service-3", "gamma")],
            [Alarm("a-1", "service-2", "Minor"), Alarm("a-2", "service-2", "Critical"), Alarm("a-3", "service-2", "Minor")]);

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Equal(["beta", "gamma", "alpha"], Names(page)));
        Assert.Equal(["Critical 1", "Minor 2"], page.FindAll("tbody tr:first-child .chips a").Select(a => a.TextContent.Trim()));
        Assert.Equal(
            "/t/harbor/services/service-2?tab=monitoring&view=alarms&range=7d&severity=Critical&state=active", page.Find("tbody tr:first-child .chips a").GetAttribute("href"));
        Assert.Equal("/t/harbor/services/service-2?tab=monitoring", page.Find("tbody a").GetAttribute("href"));
        Assert.Equal("3 alarms are on.", page.Find("[data-testid=alarm-count]").TextContent);
    }

    [Theory]
    [InlineData(1, "–")]
    [InlineData(2, "none")]
    public async Task Service_is_said_to_have_no_alarm_only_once_all_were_read(int read, string expected)
    {
        Answer([Healthy("service-1", "alpha"), Healthy("service-2", "beta")], []);
        _portal.Bff.Answer("GET /api/alarms", new AlarmOverviewDto([], Some.Start, read, 2, null));

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Equal([expected, expected], page.FindAll(".chips").Select(c => c.TextContent.Trim())));
    }

    [Theory]
    [InlineData("only=alarms", "beta")]
    [InlineData("only=unwell", "gamma")]
    [InlineData("q=service-3", "gamma")]
    [InlineData("q=ALPH", "alpha")]
    [InlineData("only=alarms&q=alpha", "")]
    public async Task Filter_in_the_address_leaves_what_fits(string query, string names)
    {
        Answer(
            [Healthy("service-1", "alpha"), Healthy("service-2", "beta"), Some.Service("service-3", "gamma"), Some.Service("service-4", "asleep", status: "Hibernation")],
            [Alarm("a-1", "service-2", "Info")]);

        var page = await OpenAsync(query);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=alarm-count]")));
        Assert.Equal(names, string.Join(' ', Names(page)));
    }

    [Fact]
    public async Task Overview_counts_the_alarms_and_says_once_for_each_cause_what_is_severe()
    {
        _portal.Bff.Answer("GET /api/operations", new Contracts.Page<OperationDto>([], null));
        Answer([Healthy("service-1", "alpha")], [Alarm("a-1", "service-1", "Critical"), Alarm("a-2", "service-1", "Major"), Alarm("a-3", "service-1", "Info")]);

        var page = await _portal.PageAsync<OverviewPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));

        page.WaitForAssertion(() => Assert.Equal("3", page.Find("[data-testid=figure-alarms]").TextContent));
        Assert.Equal("/t/harbor/monitoring?only=alarms", page.Find("[data-testid=figure-alarms]").GetAttribute("href"));
        var waiting = Assert.Single(page.FindAll("[data-testid=attention] li"));
        Assert.Equal("Disk almost full: customs", waiting.QuerySelector("a")!.TextContent);
        Assert.Equal("bad", waiting.QuerySelector(".chip")!.GetAttribute("data-status"));
    }

    [Fact]
    public async Task Sums_of_a_part_of_many_services_say_that_more_is_to_come()
    {
        _portal.Bff.Answer("GET /api/operations", new Contracts.Page<OperationDto>([], null));
        Answer([], []);
        var rest = new TaskCompletionSource();
        _portal.Bff.Answer("GET /api/services", async request =>
        {
            if (!request.RequestUri!.Query.Contains("cursor=next", StringComparison.Ordinal))
            {
                return BffStub.Json(new ServicePage([Healthy("service-1", "alpha")], "next", Some.Start, null));
            }

            await rest.Task;
            return BffStub.Json(new ServicePage([Healthy("service-2", "beta")], null, Some.Start, null));
        });

        var page = await _portal.PageAsync<OverviewPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));

        page.WaitForAssertion(() => Assert.Equal("1+", page.Find("[data-testid=figure-services]").TextContent));
        rest.SetResult();
        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-testid=figure-services]").TextContent));
    }

    private static IEnumerable<string> Names(IRenderedComponent<MonitoringPage> page) => page.FindAll("tbody th").Select(h => h.TextContent);

    private static ServiceDto Healthy(string id, string name)
    {
        var service = Some.Service(id, name);
        return service with { Detail = service.Detail! with { PeerInfo = [new PeerInfo { Name = "organization", NodeCnt = 2, Status = "Normal", StatusDetail = "2/2" }] } };
    }

    private static AlarmDto Alarm(string id, string service, string severity) => new(id, service, "beta", "Disk almost full", severity, "entity", "customs", null, Some.Start, null);

    private void Answer(ServiceDto[] services, AlarmDto[] alarms)
    {
        _portal.Bff.Answer("GET /api/services", new ServicePage(services, null, Some.Start, null));
        _portal.Bff.Answer("GET /api/alarms", new AlarmOverviewDto(alarms, Some.Start, services.Length, services.Length, null));
    }

    private Task<IRenderedComponent<MonitoringPage>> OpenAsync(string query = "")
    {
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/t/harbor/monitoring?" + query);
        return _portal.PageAsync<MonitoringPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
    }
}
