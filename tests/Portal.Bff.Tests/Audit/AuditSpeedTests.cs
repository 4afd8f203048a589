using System.Diagnostics;

using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Audit;

[Collection(PostgresCollection.Name)]
public sealed class AuditSpeedTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Producers = 64;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(TestSize.IsLong ? 3 : 0.5);

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Speed_of_group_commit_is_printed_beside_a_commit_for_each_row(string provider)
    {
        await using var groupedDatabase = await AuditDatabase.CreateAsync(provider, postgres);
        await using var singleDatabase = await AuditDatabase.CreateAsync(provider, postgres);
        await using var grouped = await AuditHost.StartAsync(groupedDatabase);
        await using var single = await AuditHost.StartAsync(singleDatabase, settings: ("Audit:BatchEntries", "1"));
        await MeasureAsync(grouped);
        await MeasureAsync(single);

        for (var round = 0; round < 3; round++)
        {
            var (group, cpu) = await MeasureAsync(grouped);
            var (row, _) = await MeasureAsync(single);
            output.Measure($"audit log on {provider}, {Producers} producers: {group:N0}/s in groups, {row:N0}/s one by one, {group / row:N1} times; {cpu:N0} µs CPU an entry in groups");
        }

        Assert.True((await grouped.VerifyAsync("harbor")).Intact);
        Assert.True((await single.VerifyAsync("harbor")).Intact);
    }

    private static async Task<(double PerSecond, double Microseconds)> MeasureAsync(AuditHost host)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Producers).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; watch.Elapsed < Round; count += 2)
            {
                var intent = await host.Log.IntentAsync(SomeAudit.Call(), default);
                await host.Log.OutcomeAsync(intent, SomeAudit.Succeeded, default);
            }

            return count;
        })));
        var elapsed = watch.Elapsed;
        process.Refresh();
        return (counts.Sum() / elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalMicroseconds / counts.Sum());
    }
}
