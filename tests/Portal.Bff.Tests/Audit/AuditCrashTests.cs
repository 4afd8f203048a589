using Portal.Bff.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Audit;

[Collection(PostgresCollection.Name)]
public sealed class AuditCrashTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private static readonly bool Long = TestSize.IsLong;

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Killed_at_random_points_nothing_acknowledged_is_lost_and_the_chain_goes_on(string provider)
    {
        var kills = Long ? 200 : provider == "Sqlite" ? 20 : 5;
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        var random = new Random(1);
        var acknowledged = new List<string>();
        for (var kill = 0; kill < kills; kill++)
        {
            acknowledged.AddRange(await RunAndKillAsync(database, random.Next(1, 600)));
        }

        await using var host = await AuditHost.StartAsync(database);
        var lost = new List<string>();
        foreach (var tenant in (string[])["harbor", "meridian"])
        {
            lost.AddRange(await CheckAsync(host, tenant, acknowledged));
        }

        output.Measure($"audit log on {provider}: {kills} kills, {acknowledged.Count:N0} acknowledged, {lost.Count} lost");
        Assert.Empty(lost);

        var open = await host.Log.PendingAsync(DateTimeOffset.MaxValue, int.MaxValue, default);
        foreach (var pending in open)
        {
            await host.Log.OutcomeAsync(pending.Intent, new AuditResult(AuditOutcomes.Unknown), default);
        }

        Assert.Empty(await host.Log.PendingAsync(DateTimeOffset.MaxValue, 10, default));
        Assert.True((await host.VerifyAsync("harbor")).Intact);
    }

    private static async Task<List<string>> RunAndKillAsync(AuditDatabase database, int lines)
    {
        var program = Repo.PathOf("tests", "Portal.AuditCrash", "bin", Repo.Configuration, "net10.0", "Portal.AuditCrash.dll");
        await using var process = ProcessHost.Start(
            program, database.Settings.Select(s => KeyValuePair.Create(s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value)));
        await Eventually.TrueAsync(
            () => process.HasExited || process.Output.AsSpan().Count('\n') > lines, "appended entries");
        Assert.False(process.HasExited, process.Output);
        await process.KillAsync();
        return [.. process.Output.Split('\n').Where(l => l.Split(' ') is [_, var id] && AuditEntryId.TryParse(id, out _, out _))];
    }

    /// <summary>Returns what was acknowledged and is not there.</summary>
    private static async Task<List<string>> CheckAsync(AuditHost host, string tenant, List<string> acknowledged)
    {
        var entries = await host.EntriesAsync(tenant);
        Assert.Equal(new AuditVerdict(entries.Count, null, null), await host.VerifyAsync(tenant));

        var stored = entries.Select(e => Line(e.Kind, e.Ref ?? e.Seq, tenant)).ToHashSet();
        var lost = acknowledged.Where(l => l.Contains($" {tenant}-", StringComparison.Ordinal)).Except(stored).ToList();

        // The projection says of each call exactly what the entries say.
        var settled = entries.Where(e => e.Kind is AuditKind.Outcome).Select(e => e.Ref!.Value).ToHashSet();
        var expected = entries.Where(e => e.Kind is not AuditKind.Outcome)
            .Select(e => (e.Seq, Pending: e.Kind is AuditKind.Intent && !settled.Contains(e.Seq))).Reverse();
        var records = new List<(long, bool)>();
        AuditCursor? cursor = null;
        do
        {
            var page = await host.Reader.ListAsync(new AuditQuery { Tenant = tenant, Limit = 200, Cursor = cursor }, default);
            records.AddRange(page.Items.Select(r => (r.Seq, r.Outcome == AuditOutcomes.Pending)));
            cursor = page.Next is null ? null : AuditCursor.TryParse(page.Next);
        }
        while (cursor is not null);
        Assert.Equal(expected.OrderBy(e => e.Seq), records.OrderBy(r => r.Item1));
        return lost;
    }

    private static string Line(AuditKind kind, long seq, string tenant) =>
        $"{kind.ToString().ToLowerInvariant()} {AuditEntryId.Format(tenant, seq)}";
}
