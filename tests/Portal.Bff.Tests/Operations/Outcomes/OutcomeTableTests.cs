using Bcs.Api.Catalogue;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Tests.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Operations.Outcomes;

/// <summary>Every changing operation, whatever happens to it, in both dialects of the cloud: what the audit says in the end.</summary>
public sealed class OutcomeTableTests(ITestOutputHelper output)
{
    // Looks at the moments that matter: at once, when a late record of 100 s can be read, from 300 s on, when absence proves something and a second
    // look says so too, when a very late record of 600 s can be read, and at the end of a quarter of an hour.
    private static readonly int[] Seconds = [2, 3, 104, 105, 106, 301, 302, 303, 336, 337, 606, 607, 902, 903];

    [Fact]
    public void Every_changing_operation_has_its_row_its_expected_outcomes_and_its_proof()
    {
        string[] changing = [.. BcsOperations.All.Where(o => o.Changes).Select(o => o.Id)];

        Assert.Equal(changing, ChangeProofs.All.Select(p => p.Operation.Id));
        Assert.All(changing, id => Assert.NotEmpty(ByHand.Of(id)));
        Assert.Equal(changing, OutcomeTable.Rows.Select(r => r.Operation.Id));
        Assert.Equal(changing, OutcomeTable.Read().Keys);
        Assert.All(OutcomeTable.Read().Values, cells => Assert.Equal(OutcomeTable.Columns.Length, cells.Length));
    }

    [Theory]
    [InlineData("live")]
    [InlineData("reference")]
    public async Task Outcome_is_what_the_table_says_in_every_cell(string dialect)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using var database = AuditDatabase.Sqlite();
        await using var world = await OutcomeWorld.StartAsync(dialect);
        output.Measure($"table of outcomes on {dialect}: prepared after {clock.Elapsed.TotalSeconds:0.0} s");
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var people = new People();
        await using var host = await OperationsHost.StartAsync(database, world, time, people);
        var session = people.SignIn("s-1", "olivia", [.. world.Cells.Select(c => c.Tenant)]);
        world.Cells.ToList().ForEach(c => people.Grant("olivia", c.Tenant, [.. BcsOperations.All.Select(o => o.Action)]));
        await host.PollAsync();
        await MoveAsync(1);

        await Together.ForEachAsync(world.Cells, HappenAsync);
        foreach (var (from, to) in Seconds.Prepend(0).Zip(Seconds))
        {
            await MoveAsync(to - from);
            await host.PollAsync();
            world.Open = await host.QueryAsync(db => db.Set<AuditRecordRow>().Where(r => r.Outcome == AuditOutcomes.Pending).Select(r => r.Tenant).Distinct().ToListAsync());
        }

        output.Measure($"table of outcomes on {dialect}: {world.Cells.Count} cells after {clock.Elapsed.TotalSeconds:0.0} s");
        var expected = OutcomeTable.Read();
        var wrong = new List<string>();
        foreach (var cell in world.Cells)
        {
            var (wanted, found) = (expected[cell.Row.Operation.Id][(int)cell.Column], await FoundAsync(cell));
            if (wanted != found)
            {
                wrong.Add($"{cell.Row.Operation.Id}, {cell.Column}: expected {wanted}, found {found}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        // An operation id belongs to one intent, whatever happened.
        var shared = await host.QueryAsync(db => db.Set<AuditRecordRow>().Where(r => r.OperationId != null).GroupBy(r => new { r.Tenant, r.OperationId }).CountAsync(g => g.Count() > 1));
        Assert.Equal(0, shared);
        return;

        async Task MoveAsync(int seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            await world.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        }

        async Task HappenAsync(OutcomeCell cell)
        {
            var change = cell.Row.Ours(cell);
            var call = await host.Get<LookBefore>().AddToAsync(session, CallOf(cell, change), default);
            cell.Intent = await host.Get<IAuditLog>().IntentAsync(call, default);
            if (cell.Column is Happening.LostAfter or Happening.Hidden100 or Happening.Hidden600)
            {
                await world.SendAsync(cell.Tenant, change);
            }

            await host.Tracker.CheckAsync(
                new UnclearCall(cell.Tenant, cell.Intent, call.Operation, call.BlockchainId, call.Request, "olivia", time.GetUtcNow()), default);
            if (cell.Column is Happening.Stranger)
            {
                await world.SendAsync(cell.Tenant, cell.Row.Strangers(cell));
            }
            else if (cell.Column is Happening.OwnRetry)
            {
                await RetryAsync(cell, change);
            }
        }

        // As the gateway does it, with an answer.
        async Task RetryAsync(OutcomeCell cell, Change change)
        {
            var call = await host.Get<LookBefore>().AddToAsync(session, CallOf(cell, change), default);
            var intent = await host.Get<IAuditLog>().IntentAsync(call, default);
            var answer = await world.SendAsync(cell.Tenant, change);
            var id = (string?)answer?["operation_id"];
            await host.Get<IAuditLog>().OutcomeAsync(intent, new AuditResult(AuditOutcomes.Succeeded) { Status = 200, OperationId = id }, default);
            if (id is not null)
            {
                await host.Tracker.TrackAsync(
                    new StartedOperation(cell.Tenant, id, call.Operation, (string?)answer?["blockchain_id"] ?? call.BlockchainId, null, "olivia", intent.Id, time.GetUtcNow()), default);
            }
            else if (cell.Row.Operation.Class is OperationClass.Async || UnclearRequest.StartsOperation(call.Operation, call.Request))
            {
                await host.Tracker.CheckAsync(
                    new UnclearCall(cell.Tenant, intent, call.Operation, (string?)answer?["blockchain_id"] ?? call.BlockchainId, call.Request, "olivia", time.GetUtcNow())
                    {
                        Answer = TrackedOperation.Understood,
                    },
                    default);
            }
        }

        async Task<string> FoundAsync(OutcomeCell cell)
        {
            var record = (await host.Get<AuditReader>().FindAsync(cell.Tenant, cell.Intent.Seq, null, default))!;
            return (record.Outcome == AuditOutcomes.Succeeded ? record.Evidence ?? "no evidence" : record.UpstreamCode ?? record.Outcome) + (record.OperationId is null ? "" : "+id");
        }
    }

    private static AuditCall CallOf(OutcomeCell cell, Change change) => new()
    {
        Tenant = cell.Tenant,
        Actor = new AuditActor("iam:x/olivia", "olivia", "user"),
        Operation = cell.Row.Operation.Id,
        Method = change.Method,
        Path = change.Path,
        BlockchainId = change.NamesService ? cell.Service : null,
        Channel = change.Channel,
        Request = change.Body?.ToJsonString(),
    };
}
