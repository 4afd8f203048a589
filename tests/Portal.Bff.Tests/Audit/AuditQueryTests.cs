using System.Diagnostics;

using Portal.Bff.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Audit;

[Collection(PostgresCollection.Name)]
public sealed class AuditQueryTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private static readonly int Rows = TestSize.IsLong ? 500_000 : 50_000;
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Actors = ["operator", "admin", "viewer", "auditor", "Zoë_100%"];
    private static readonly string[] Outcomes = [AuditOutcomes.Succeeded, AuditOutcomes.Succeeded, AuditOutcomes.Denied, AuditOutcomes.Failed, AuditOutcomes.Succeeded];

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Filters_and_pages_answer_as_a_scan_of_all_records_does(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var host = await AuditHost.StartAsync(database);
        await FillAsync(database);
        await database.ExecuteAsync("update audit_records set actor_id = 'id-guest', actor_name = 'guest' where tenant = 'harbor' and seq = 3");
        await database.ExecuteAsync("analyze");
        (string Name, AuditQuery Query, Func<int, bool> Expected)[] cases =
        [
            ("all", Query(), i => !IsBackground(i)),
            ("all with background", Query() with { Background = true }, _ => true),
            ("own of who came once", Query() with { OnlyActorId = "id-guest" }, i => i == 3),
            ("own", Query() with { OnlyActorId = "id-viewer" }, i => Actor(i) == "viewer" && !IsBackground(i)),
            ("actor by id", Query() with { Actor = "id-admin" }, i => Actor(i) == "admin" && !IsBackground(i)),
            ("actor who came once", Query() with { Actor = "id-guest" }, i => i == 3),
            ("actor who never came", Query() with { Actor = "nobody" }, _ => false),
            ("actor by name", Query() with { Actor = "Zoë_100%" }, i => Actor(i) == "Zoë_100%" && !IsBackground(i)),
            ("action", Query() with { Action = "bcs:fabricChannel:create" }, i => i % 3 == 0 && !IsBackground(i)),
            ("operation", Query() with { Action = "queryBcsService" }, i => i % 3 == 1 && !IsBackground(i)),
            ("service", Query() with { Resource = Service(7) }, i => i % 200 == 7 && !IsBackground(i)),
            ("channel", Query() with { Resource = "channel-9" }, i => i % 20 == 9 && !IsBackground(i)),
            ("outcome", Query() with { Outcome = AuditOutcomes.Denied }, i => Outcomes[i % 5] == AuditOutcomes.Denied && !IsBackground(i)),
            ("time", Query() with { From = At(1000), To = At(1100) }, i => i is >= 1000 and < 1100 && !IsBackground(i)),
            ("last page", Query() with { Cursor = new AuditCursor(At(50), 50) }, i => i < 50 && !IsBackground(i)),
            ("text", Query() with { Text = "CHANNEL-1" }, i => (i % 20 == 1 || i % 20 / 10 == 1) && !IsBackground(i)),
            ("text with wildcards", Query() with { Text = "_100%" }, i => Actor(i) == "Zoë_100%" && !IsBackground(i)),
            ("text in an operation id", Query() with { Text = "op-77-" }, i => i == 77),
            ("text that is nowhere", Query() with { Text = "a\\b" }, _ => false),
            ("together", Query() with { Actor = "id-admin", Resource = Service(6), To = At(Rows / 2), Text = "channel" },
                i => Actor(i) == "admin" && i % 200 == 6 && i < Rows / 2 && !IsBackground(i)),
        ];

        foreach (var (name, query, expected) in cases)
        {
            var page = await host.Reader.ListAsync(query, default);
            var all = Enumerable.Range(1, Rows).Reverse().Where(expected).Select(i => (long)i).ToList();
            Assert.True(all.Take(query.Limit).SequenceEqual(page.Items.Select(r => r.Seq)), $"{name}, first page");
            Assert.Equal(all.Count > query.Limit, page.Next is not null);
            if (page.Next is { } next)
            {
                var second = await host.Reader.ListAsync(query with { Cursor = AuditCursor.TryParse(next) }, default);
                Assert.True(all.Skip(query.Limit).Take(query.Limit).SequenceEqual(second.Items.Select(r => r.Seq)), $"{name}, second page");
            }

            // The second time: the first one also translates the query.
            var watch = Stopwatch.StartNew();
            await host.Reader.ListAsync(query, default);
            output.Measure($"audit log on {provider}, {Rows:N0} records: {name}: {watch.Elapsed.TotalMilliseconds:N1} ms a page");
        }
    }

    // By the database itself: the projection alone is under test, and the number of records is large.
    private static async Task FillAsync(AuditDatabase database)
    {
        var sqlite = database.Provider == "Sqlite";
        var numbers = sqlite
            ? $"(with recursive n(i) as (select 1 union all select i + 1 from n where i < {Rows}) select i from n) n"
            : $"(select generate_series(1, {Rows})::bigint as i) n";
        string Pick(string by, params string[] values) =>
            $"(case {by} {string.Join(" ", values.Select((v, i) => $"when {i} then '{v}'"))} end)";
        var newline = sqlite ? "char(10)" : "chr(10)";
        var channel = sqlite ? "'channel-' || (i % 20)" : "'channel-' || (i % 20)::text";
        var service = sqlite ? "printf('00000000-0000-4000-8000-%012d', i % 200)" : "'00000000-0000-4000-8000-' || lpad((i % 200)::text, 12, '0')";
        await database.ExecuteAsync($$$"""
            insert into audit_records (tenant, seq, at, actor_id, actor_name, actor_kind, session, address, user_agent, operation, action, method, path,
              blockchain_id, channel, request_sha256, trace_id, credential, outcome, status, duration_ms, operation_id, request, search)
            select 'harbor', i, {{{Start.UtcTicks}}} + i * {{{TimeSpan.TicksPerSecond}}}, 'id-' || {{{Pick("i % 5", Actors)}}}, {{{Pick("i % 5", Actors)}}}, 'user', 's', '127.0.0.1', 'Mozilla/5.0',
              case when i % 10 = 4 then 'backgroundReads' else {{{Pick("i % 3", "createChannels", "queryBcsService", "signIn")}}} end,
              {{{Pick("i % 3", "bcs:fabricChannel:create", "bcs:fabricInstance:getDetail", "x:y")}}},
              'GET', '/v2/p/blockchains/x', {{{service}}}, {{{channel}}}, 'sha', 'trace', 'user', {{{Pick("i % 5", Outcomes)}}}, 200, 5, 'op-' || i || '-x',
              '{"name":"' || {{{(sqlite ? "printf('%.300c', 'x')" : "repeat('x', 300)")}}} || '"}',
              lower('op-' || i || '-x' || {{{newline}}} || {{{Pick("i % 5", Actors)}}} || {{{newline}}} || {{{channel}}} || {{{newline}}} || {{{service}}} || {{{newline}}} || {{{(sqlite ? "printf('%.300c', 'x')" : "repeat('x', 300)")}}})
            from {{{numbers}}}
            """);
        await database.ExecuteAsync(
            "insert into audit_records (tenant, seq, at, actor_id, actor_name, actor_kind, operation, outcome) "
            + $"values ('meridian', 1, {At(5).UtcTicks}, 'id-admin', 'admin', 'user', 'createChannels', 'denied')");
    }

    private static AuditQuery Query() => new() { Tenant = "harbor" };

    private static DateTimeOffset At(int i) => Start.AddSeconds(i);

    private static string Actor(int i) => i == 3 ? "guest" : Actors[i % 5];

    private static bool IsBackground(int i) => i % 10 == 4;

    private static string Service(int i) => $"00000000-0000-4000-8000-{i:D12}";
}
