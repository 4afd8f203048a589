using System.Net;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts.Services;
using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Monitoring;

namespace Portal.Tests.Features.Services.Monitoring;

public sealed class ServiceMonitoringTests : IDisposable
{
    private const string Service = "/bcs/harbor/v2/project-1/blockchains/service-1";
    private const string Peer0 = "org/customs/peer-0a-0";
    private const string Peer1 = "org/customs/peer-0a-1";

    private static readonly long Minute = Some.Start.ToUnixTimeMilliseconds();

    private readonly PortalContext _portal = new(
        BcsOperations.ListServiceMetrics.Action, BcsOperations.ListEntityMetrics.Action, BcsOperations.GetEntityMetrics.Action, BcsOperations.ListAlarms.Action,
        BcsOperations.GetAlarmStatistics.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Service_has_its_charts_and_the_newest_values_of_its_instances()
    {
        Answer();

        var page = await OpenAsync("");

        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll("figure.chart").Count));
        Assert.Equal("12 %", page.Find("[data-testid=chart-cpu] .chart-newest").TextContent);
        page.WaitForAssertion(() => Assert.Equal(["customs peer-0", "customs peer-1"], page.FindAll("[data-testid=instances] tbody th").Select(h => h.TextContent.Trim())));
        Assert.Contains("–", page.FindAll("[data-testid=instances] tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-range='6h']").HasAttribute("disabled"));
        Assert.DoesNotContain(_portal.Bff.Asked, a => a.Contains("events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ticked_instances_are_compared_and_their_lines_keep_their_look_when_one_is_hidden()
    {
        Answer();
        var page = await OpenAsync("");
        page.WaitForState(() => page.FindAll("[data-compare]").Count == 2);

        await page.FindAll("[data-compare]")[0].ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.EndsWith("&on=org%2Fcustoms%2Fpeer-0a-0", Navigation.Uri, StringComparison.Ordinal);
        page = await OpenAsync($"on={Peer0},{Peer1}&off={Peer0}");

        page.WaitForAssertion(() => Assert.Equal(["look-1"], page.FindAll("[data-testid=chart-cpu] path[data-line]").Select(p => p.ClassList[1])));
        Assert.Equal(["false", "true"], page.FindAll("[data-testid=chart-cpu] [data-legend]").Select(l => l.GetAttribute("aria-pressed")));
        await page.Find("[data-testid=chart-cpu] [data-legend]").ClickAsync();
        Assert.DoesNotContain("off=", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_minutes_are_a_gap_in_the_line_and_nothing_in_the_table()
    {
        Answer();

        var page = await OpenAsync($"on={Peer0},{Peer1}");

        page.WaitForAssertion(() => Assert.Equal(2, page.Find($"[data-testid=chart-cpu] path[data-line='{Peer1}']").GetAttribute("d")!.Count(c => c == 'M')));
        Assert.Equal(1, page.Find($"[data-testid=chart-cpu] path[data-line='{Peer0}']").GetAttribute("d")!.Count(c => c == 'M'));
        await page.Find("[data-testid=chart-cpu] [aria-expanded]").ClickAsync();
        var rows = page.FindAll("[data-testid=chart-cpu] tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Select(c => c.TextContent))).ToList();
        Assert.Equal(["10 %|20 %", "10 %|20 %", "10 %|–", "10 %|–", "10 %|20 %", "10 %|20 %"], rows);
    }

    [Fact]
    public async Task Refresh_that_fails_keeps_what_is_shown()
    {
        Answer();
        var page = await OpenAsync("");
        page.WaitForState(() => page.FindAll("figure.chart").Count == 7);
        _portal.Bff.Answer($"POST {Service}/metric/list", new { error_code = "BCS.5000001", error_msg = "busy" }, HttpStatusCode.InternalServerError);

        await page.FindComponent<WhileLooked>().Instance.LookAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".problem.calm")));
        Assert.Equal(7, page.FindAll("figure.chart").Count);
    }

    [Fact]
    public async Task What_a_person_may_not_read_names_the_action_and_is_not_asked_for()
    {
        using var portal = new PortalContext(BcsOperations.ListAlarms.Action);
        var page = await OpenAsync("", portal);

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=problem]").Count));
        Assert.Contains(BcsOperations.ListServiceMetrics.Action, page.Markup, StringComparison.Ordinal);
        Assert.Contains(BcsOperations.ListEntityMetrics.Action, page.Markup, StringComparison.Ordinal);
        Assert.Empty(portal.Bff.Asked);
    }

    [Fact]
    public async Task Figures_of_alarms_lead_to_the_list_of_their_severity()
    {
        Answer();

        var page = await OpenAsync("view=alarms&severity=Critical&state=active&range=24h");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=alarms] tbody tr")));
        Assert.Equal(["3", "1", "2"], page.FindAll("[data-testid=severities] dd a").Select(a => a.TextContent));
        Assert.EndsWith("view=alarms&range=24h&severity=Major&state=active", page.Find("[data-figure=Major]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-figure=Critical]").GetAttribute("aria-current"));
        var (request, body) = _portal.Bff.Requests.Single(r => r.Request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal));
        Assert.Equal("?type=active_alert", request.RequestUri!.Query);
        Assert.Equal("-1.-1.1440", (string?)JsonNode.Parse(body)!["time_range"]);
        Assert.Equal("Critical", (string?)JsonNode.Parse(body)!["metadata_relation"]![0]!["value"]![0]);
        Assert.DoesNotContain("metadata_relation", _portal.Bff.Requests.Single(r => r.Request.RequestUri!.AbsolutePath.EndsWith("/statistic", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(_portal.Bff.Asked, a => a.Contains("metric/list", StringComparison.Ordinal));
    }

    private NavigationManager Navigation => _portal.Services.GetRequiredService<NavigationManager>();

    private void Answer()
    {
        string[] service = ["cpuUsage", "memUsedRate", "diskUsedRate", "recvBytesRate", "sendBytesRate", "cpuCoreUsed", "cpuCoreLimit", "freeMem", "totalMem", "diskAvailableCapacity", "diskCapacity"];
        _portal.Bff.Answer($"POST {Service}/metric/list", new { metrics = service.Select(m => Series(m, 12, Enumerable.Range(0, 60))) });
        _portal.Bff.Answer($"POST {Service}/entity/metric/list", async request => BffStub.Json(
            (await request.Content!.ReadAsStringAsync()).Contains("plugin", StringComparison.Ordinal) ? new { metrics = Array.Empty<object>() } : (object)new { metrics = new[] { Now("peer-0a-0", "12.5"), Now("peer-0a-1", null) } }));
        _portal.Bff.Answer($"POST {Service}/entity/instance/metric/list", async request => BffStub.Json(
            (await request.Content!.ReadAsStringAsync()).Contains("peer-0a-1", StringComparison.Ordinal)
                ? new { metrics = new[] { Series("cpuUsage", 20, [0, 1, 4, 5]) } }
                : new { metrics = new[] { Series("cpuUsage", 10, Enumerable.Range(0, 6)) } }));
        _portal.Bff.Answer($"POST {Service}/events", new { metrics = new[] { Alarm("Critical") } });
        _portal.Bff.Answer($"POST {Service}/events/statistic", new { metrics = new[] { Count("Critical", 1, 0), Count("Major", 1, 1) } });
    }

    private static object Series(string metric, double value, IEnumerable<int> minutes) => new
    {
        metric = new { @namespace = "PAAS.CONTAINER", metricName = metric, dimensions = Array.Empty<object>() },
        dataPoints = minutes.Select(m => new { timestamp = Minute + (m * 60_000L), unit = "x", statistics = new[] { new { statistic = "maximum", value = value + 1 }, new { statistic = "average", value } } }),
    };

    private static object Now(string instance, string? cpu) => new
    {
        dimensions = new[] { new { name = "entity", value = "customs" }, new { name = "instance", value = instance } },
        values = cpu is null ? [] : new[] { new { cpuUsage = cpu } },
    };

    private static object Alarm(string severity) => new
    {
        metric = new
        {
            @namespace = "BCS.ALARM", metricName = "Disk almost full",
            dimensions = new[] { new { name = "event_id", value = "e-1" }, new { name = "event_severity", value = severity }, new { name = "starts_at", value = $"{Minute}" }, new { name = "ends_at", value = "0" } },
        },
        dataPoints = new[] { new { timestamp = Minute, unit = "Count", statistics = new[] { new { statistic = "maximum", value = 1 } } } },
    };

    private static object Count(string severity, params int[] counts) => new
    {
        metric = new { @namespace = "BCS.ALARM", metricName = "alarmCount", dimensions = new[] { new { name = "event_severity", value = severity } } },
        dataPoints = counts.Select((c, i) => new { timestamp = Minute + (i * 60_000L), unit = "Count", statistics = new[] { new { statistic = "sum", value = c } } }),
    };

    private Task<IRenderedComponent<ServiceMonitoring>> OpenAsync(string query) => OpenAsync(query, _portal);

    private static Task<IRenderedComponent<ServiceMonitoring>> OpenAsync(string query, PortalContext portal)
    {
        portal.Services.GetRequiredService<NavigationManager>().NavigateTo($"/t/harbor/services/service-1?tab=monitoring&{query}");
        return portal.PageAsync<ServiceMonitoring>(p => p.AddCascadingValue(
            new ChangeContext(portal.TenantDto, Some.Service(), false, null, () => throw new InvalidOperationException())));
    }
}
