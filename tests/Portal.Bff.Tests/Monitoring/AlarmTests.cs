using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;

using Microsoft.AspNetCore.Http;

using Portal.Bff.Features.Monitoring;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Operations;
using Portal.Contracts;
using Portal.Contracts.Monitoring;
using Portal.Testing;

namespace Portal.Bff.Tests.Monitoring;

public sealed class AlarmTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private readonly People _people = new();
    private readonly ManualTimeProvider _time = new(Start);
    private readonly Dictionary<string, JsonObject[]> _alarms = [];

    [Fact]
    public async Task Alarms_are_read_once_for_all_who_look_and_the_most_severe_come_first()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(2);
        await using var host = await StartAsync(database, cloud);
        _alarms["svc-0"] = [Alarm("a-1", "Minor"), Alarm("a-2", "Critical")];
        _alarms["svc-1"] = [Alarm("a-3", "Major"), Alarm("a-4", "Critical", ends: 30)];

        var seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => AlarmsAsync(host, i % 2 == 0 ? "olivia" : "peter")));

        Assert.All(seen, s => Assert.Equal(["a-2", "a-3", "a-1"], s.Items.Select(a => a.Id)));
        Assert.All(seen, s => Assert.Equal((2, 2, Start, null), (s.Read, s.Services, s.AsOf, s.Problem)));
        Assert.Equal(2, Reads(cloud));
        Assert.Equal(("svc-1", "Disk almost full", "customs"), (seen[0].Items[1].BlockchainId, seen[0].Items[1].Name, seen[0].Items[1].Resource));

        _time.Advance(TimeSpan.FromSeconds(20));
        await AlarmsAsync(host);
        Assert.Equal(0, Reads(cloud));
        _alarms.Clear();
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Empty((await SettledAsync(host)).Items);
        Assert.Equal(2, Reads(cloud));
    }

    [Fact]
    public async Task Many_services_are_read_in_rounds_the_unread_first()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(TenantAlarms.MostInRound + 20);
        await using var host = await StartAsync(database, cloud);

        await AlarmsAsync(host);
        var first = await SettledAsync(host);
        Assert.Equal((TenantAlarms.MostInRound, TenantAlarms.MostInRound + 20), (first.Read, first.Services));
        _time.Advance(TimeSpan.FromSeconds(15));
        var second = await SettledAsync(host);

        Assert.Equal(second.Services, second.Read);
        Assert.Equal(second.Services, Reads(cloud));
    }

    [Fact]
    public async Task Known_alarms_stay_when_the_cloud_cannot_be_asked_and_it_is_left_alone_as_long_as_it_wants()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(1);
        await using var host = await StartAsync(database, cloud);
        _alarms["svc-0"] = [Alarm("a-1", "Major")];
        await AlarmsAsync(host);
        Reads(cloud);
        var answer = cloud["harbor"].Fault;

        cloud["harbor"].Fault = TenantCloud.Refuse(429, 120);
        _time.Advance(TimeSpan.FromSeconds(60));
        var known = await SettledAsync(host);
        Assert.Equal(("a-1", "BCS.4290001"), (Assert.Single(known.Items).Id, known.Problem));
        Assert.Equal(Start, known.AsOf);
        cloud["harbor"].TakeCalls();

        cloud["harbor"].Fault = answer;
        _time.Advance(TimeSpan.FromSeconds(119));
        await SettledAsync(host);
        Assert.Empty(cloud["harbor"].TakeCalls());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await SettledAsync(host)).Problem);
        Assert.Equal(1, Reads(cloud));
    }

    [Fact]
    public async Task Service_that_is_gone_takes_its_alarms_along()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(2);
        await using var host = await StartAsync(database, cloud);
        _alarms["svc-0"] = [Alarm("a-1", "Major")];
        Assert.Single((await AlarmsAsync(host)).Items);

        cloud["harbor"].Services.TryRemove("svc-0", out _);
        _time.Advance(TimeSpan.FromSeconds(60));

        var left = await SettledAsync(host);
        Assert.Equal((0, 1, 1), (left.Items.Count, left.Read, left.Services));
    }

    [Fact]
    public async Task Whoever_may_not_read_alarms_is_told_which_action_is_missing()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(1);
        await using var host = await StartAsync(database, cloud);
        using var http = host.Browser("s-reader");

        using var answer = await http.GetAsync(new Uri("/api/alarms?tenant=harbor", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Forbidden, BcsOperations.ListAlarms.Action), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<Problem>())!.Action));
        Assert.Empty(cloud["harbor"].TakeCalls());
    }

    private static int Reads(CloudStub cloud) => cloud["harbor"].TakeCalls().Count(c => c.Contains("/events?type=active_alert", StringComparison.Ordinal));

    private static JsonObject Alarm(string id, string severity, long ends = 0) => new()
    {
        ["metric"] = new JsonObject
        {
            ["namespace"] = "BCS.ALARM",
            ["metricName"] = "Disk almost full",
            ["dimensions"] = new JsonArray([
                .. new[] { ("event_id", id), ("event_severity", severity), ("resource_id", "customs"), ("starts_at", $"{Start.ToUnixTimeMilliseconds()}"), ("ends_at", $"{ends}") }
                    .Select(d => new JsonObject { ["name"] = d.Item1, ["value"] = d.Item2 }),
            ]),
        },
        ["dataPoints"] = new JsonArray(),
    };

    private static async Task<AlarmOverviewDto> AlarmsAsync(OperationsHost host, string who = "olivia")
    {
        using var http = host.Browser("s-" + who);
        return (await http.GetFromJsonAsync<AlarmOverviewDto>("/api/alarms?tenant=harbor"))!;
    }

    // A look starts the round, and the answer after it has what the round found.
    private static async Task<AlarmOverviewDto> SettledAsync(OperationsHost host)
    {
        await AlarmsAsync(host);
        await host.Get<AlarmBoards>().Of("harbor").LookAsync();
        return await AlarmsAsync(host);
    }

    private async Task<CloudStub> CloudAsync(int services)
    {
        var cloud = await CloudStub.StartAsync("harbor");
        for (var i = 0; i < services; i++)
        {
            cloud["harbor"].Service($"svc-{i}", $"service-{i}");
        }

        cloud["harbor"].Fault = async context =>
        {
            var parts = context.Request.Path.Value!.Split('/');
            if (parts[^1] != "events")
            {
                return false;
            }

            await context.Response.WriteAsJsonAsync(new JsonObject { ["metrics"] = new JsonArray([.. _alarms.GetValueOrDefault(parts[^2], []).Select(a => a.DeepClone())]) });
            return true;
        };
        return cloud;
    }

    private Task<OperationsHost> StartAsync(AuditDatabase database, CloudStub cloud)
    {
        foreach (var who in new[] { "olivia", "peter", "reader" })
        {
            _people.SignIn("s-" + who, who, "harbor");
            _people.Grant(who, "harbor", who == "reader" ? BcsOperations.ListServices.Action : BcsOperations.ListAlarms.Action);
        }

        return OperationsHost.StartAsync(database, cloud, _time, _people, false, (services, _) => services.AddMonitoring(), app => app.MapMonitoring());
    }
}
