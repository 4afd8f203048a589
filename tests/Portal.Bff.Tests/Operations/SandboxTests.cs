using System.Collections.Concurrent;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Features.Services;
using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Tests.Audit;
using Portal.Contracts.Operations;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Operations;

/// <summary>Tracking against the emulator as a process: what upstream has to bear, and how soon a change is heard.</summary>
public sealed class SandboxTests(ITestOutputHelper output)
{
    private const string RecordOperation = "queryAsynchronousOperationResults";
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Every_old_record_is_taken_over_and_an_active_tick_then_makes_three_calls_and_reads_ten_rows_at_most()
    {
        var records = TestSize.IsLong ? 100_000 : 6_000;
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await SandboxCloud.StartAsync(speed: 0);
        await cloud.Process.AddFinishedOperationsAsync(SandboxCloud.Tenant, records);
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await OperationsHost.StartAsync(database, cloud, time);
        var (took, most) = await MeasureAsync(host.PollAsync);
        var old = await host.QueryAsync(db => db.Set<TrackedOperation>().CountAsync());
        Assert.Equal(records, old);
        Assert.Empty(host.Announced.Operations);
        output.Measure(
            $"{records:N0} records taken over in {took.TotalSeconds:0.0} s ({records / took.TotalSeconds:N0} a second), with at most {most / 1048576.0:0} MB more of living memory");
        foreach (var name in (string[])["trade-one", "trade-two", "trade-three"])
        {
            var created = await cloud.CreateServiceAsync(name);
            await host.TrackAsync(SandboxCloud.Tenant, created.OperationId!, "a-" + name, created.BlockchainId!);
        }

        var ticks = new List<(int Calls, int Rows)>();
        var spent = new List<TimeSpan>();
        for (var i = 0; i < 50; i++)
        {
            var before = await cloud.Process.LastCallAsync();
            var begun = TimeProvider.System.GetTimestamp();
            await host.PollAsync();
            spent.Add(TimeProvider.System.GetElapsedTime(begun));
            var calls = (await cloud.Process.CallsAsync(before)).Where(c => c.Operation == RecordOperation).ToList();
            ticks.Add((calls.Count, calls.Sum(c => c.Rows ?? 0)));
            await cloud.Process.AdvanceAsync(TimeSpan.FromSeconds(5));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(ticks, t => Assert.True(t is { Calls: <= 3, Rows: <= 10 }, $"{t.Calls} calls, {t.Rows} rows"));
        Assert.Contains(ticks, t => t.Rows == 3);
        output.Measure($"a tick took {spent.Order().ElementAt(spent.Count / 2).TotalMilliseconds:0} ms (median) beside {records:N0} old records");
        var ours = await host.QueryAsync(db => db.Set<TrackedOperation>().Where(o => o.AuditId != null).ToListAsync());
        Assert.All(ours, o => Assert.Equal(OperationStatuses.Finished, o.Status));

        // The look each minute reads what runs, not the hundred thousand again.
        time.Advance(Discovery.Interval);
        var last = await cloud.Process.LastCallAsync();
        await host.PollAsync();
        Assert.Equal(0, (await cloud.Process.CallsAsync(last)).Sum(c => c.Rows ?? 0));
        Assert.Equal(old + 3, await host.QueryAsync(db => db.Set<TrackedOperation>().CountAsync()));
    }

    // The most that lived while it ran, beyond what lived before.
    private static async Task<(TimeSpan Took, long Most)> MeasureAsync(Func<Task> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var begun = TimeProvider.System.GetTimestamp();
        var lived = new ConcurrentBag<long> { before };
        await using (new Timer(_ => lived.Add(GC.GetTotalMemory(forceFullCollection: true)), null, Sample, Sample))
        {
            await work();
        }

        return (TimeProvider.System.GetElapsedTime(begun), lived.Max() - before);
    }

    [Fact]
    public async Task Changes_are_heard_soon_while_the_scheduler_runs_and_the_service_turns_normal()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await SandboxCloud.StartAsync(speed: 10);
        var people = new People();
        people.Grant("olivia", SandboxCloud.Tenant, "bcs:fabricInstance:listRecord", "bcs:fabricInstance:list", "bcs:fabricInstance:getDetail");
        people.SignIn("s-1", "olivia", SandboxCloud.Tenant);
        await using var host = await OperationsHost.StartAsync(
            database, cloud, TimeProvider.System, people, browsers: true,
            (services, configuration) => services.AddServiceSnapshots().AddJobs(configuration));
        await using var browser = await HubClient.ConnectAsync(host.Url, "s-1");
        await Eventually.TrueAsync(() => host.Get<HubConnections>().Ready == 1, "the browser is in its groups");

        var created = await cloud.CreateServiceAsync("trade");
        var anchor = (await cloud.Process.CallsAsync())[^1];
        await host.TrackAsync(SandboxCloud.Tenant, created.OperationId!, "a-1", created.BlockchainId!);
        var heard = new ConcurrentDictionary<string, DateTimeOffset>();
        await Eventually.TrueAsync(
            () =>
            {
                foreach (var part in browser.Operations.SelectMany(o => o.Steps).SelectMany(s => s.Steps).Where(p => p.EndedAt is not null))
                {
                    heard.TryAdd(part.Name, TimeProvider.System.GetUtcNow());
                }

                return browser.Operations.Any(o => o.Status == OperationStatuses.Finished)
                    && browser.Services.LastOrDefault()?.Detail?.BasicInfo is { Status: "Normal", ProcessStatus: null or "" };
            },
            "the operation finishes and the service is normal", TimeSpan.FromMinutes(2));

        // A simulated moment in real time, ten simulated seconds being one.
        var end = await host.FindAsync(SandboxCloud.Tenant, created.OperationId!);
        var delays = end.Steps.SelectMany(s => s.Steps)
            .Select(p => (heard[p.Name] - (anchor.Time + ((p.EndedAt!.Value - anchor.SimulatedTime) / 10))).TotalSeconds).Order().ToList();
        output.Measure(
            $"{delays.Count} changes heard after {delays[delays.Count / 2]:0.00} s (median), {delays[(int)(delays.Count * 0.95)]:0.00} s (95 %)");
        Assert.InRange(delays[delays.Count / 2], 0, 30);
        Assert.Equal(Enumerable.Range(1, (int)end.Version).Select(v => (long)v), browser.Operations.Where(o => o.Id == end.Id).Select(o => o.Version));
        Assert.Equal(end.Events, browser.Operations.Where(o => o.Id == end.Id).SelectMany(o => o.Events));
    }
}
