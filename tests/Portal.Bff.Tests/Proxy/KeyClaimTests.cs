using System.Data.Common;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

using Portal.Bff.Gateway;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Upstream;
using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Proxy;

/// <summary>Two requests under one key, of which the second comes in between two steps of the first.</summary>
public sealed class KeyClaimTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly Between _between = new();
    private Contexts _contexts = null!;
    private IdempotencyKeys _keys = null!;

    public async Task InitializeAsync()
    {
        var file = $"Data Source={_folder.Path}/portal.db;Pooling=False";
        _contexts = new Contexts(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite(file).AddInterceptors(_between).Options, _time);
        _keys = new IdempotencyKeys(_contexts, new UpstreamOptions(), new PortalDatabase(DatabaseProvider.Sqlite, file), _time);
        await using var db = _contexts.CreateDbContext();
        await db.Database.EnsureCreatedAsync();
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Loser_of_a_claim_does_not_keep_the_winners_request_running()
    {
        // Between the loser's look and its own row the winner does all that it does.
        _between.Before("COUNT(*)", async () =>
        {
            var won = await ClaimAsync();
            await _keys.SentAsync(won, "harbor-000000000001");
            _keys.Abandon(won);
        });

        Assert.IsType<KeyClaim.Orphaned>(await AskAsync());
        Assert.IsType<KeyClaim.Orphaned>(await AskAsync());
    }

    [Fact]
    public async Task Row_of_a_dead_process_is_replaced_by_one_request_only()
    {
        await using (var db = _contexts.CreateDbContext())
        {
            db.Add(new IdempotencyRow
            {
                TenantId = "harbor", UserId = "olivia", Key = "key", Method = "POST", Path = "/", BodySha256 = "", CreatedAt = _time.GetUtcNow(), Owner = "gone",
            });
            await db.SaveChangesAsync();
        }

        HeldKey? won = null;
        _between.Before("DELETE", async () => won = await ClaimAsync());

        Assert.IsType<KeyClaim.Busy>(await AskAsync());
        await _keys.SentAsync(won!, "harbor-000000000001");
        await _keys.AnsweredAsync(won!, 200, "application/json", [1]);
        Assert.Equal([1], Assert.IsType<KeyClaim.Replay>(await AskAsync()).Answer);
    }

    [Fact]
    public async Task Request_that_has_given_its_key_back_touches_no_later_one_of_the_same_key()
    {
        var first = await ClaimAsync();
        await _keys.ReleaseAsync(first);
        var second = await ClaimAsync();

        _keys.Abandon(first);
        await _keys.ReleaseAsync(first);

        Assert.IsType<KeyClaim.Busy>(await AskAsync());
        await _keys.ReleaseAsync(second);
        Assert.IsType<KeyClaim.Granted>(await AskAsync());
    }

    [Fact]
    public async Task Request_whose_key_another_instance_has_taken_learns_it_before_it_sends()
    {
        var first = await ClaimAsync();

        // Whom this one's clock or a pause makes believe that the first one's process is gone.
        var taken = Assert.IsType<KeyClaim.Granted>(await AskAsync(Another())).Key;

        await Assert.ThrowsAsync<KeyTakenException>(() => _keys.SentAsync(first, "harbor-000000000001"));
        await _keys.ReleaseAsync(first);
        await _keys.SentAsync(taken, "harbor-000000000002");
    }

    [Fact]
    public async Task Request_that_has_noted_that_it_sends_loses_its_key_to_nobody()
    {
        var first = await ClaimAsync();
        _between.Before("DELETE", () => _keys.SentAsync(first, "harbor-000000000001"));

        Assert.Equal("harbor-000000000001", Assert.IsType<KeyClaim.Orphaned>(await AskAsync(Another())).AuditId);
    }

    private IdempotencyKeys Another() => new(_contexts, new UpstreamOptions(), new PortalDatabase(DatabaseProvider.Sqlite, ""), _time);

    private Task<KeyClaim> AskAsync(IdempotencyKeys keys) => keys.ClaimAsync(new KeyRequest("harbor", "olivia", "key", "POST", "/", ""), default);

    private Task<KeyClaim> AskAsync() => AskAsync(_keys);

    private async Task<HeldKey> ClaimAsync() => Assert.IsType<KeyClaim.Granted>(await AskAsync()).Key;

    private sealed class Contexts(DbContextOptions<SqlitePortalDbContext> options, TimeProvider time) : IDbContextFactory<PortalDbContext>
    {
        private readonly WriteGate _gate = new(closed: false, time);

        public PortalDbContext CreateDbContext() => new SqlitePortalDbContext(options, _gate);
    }

    /// <summary>Does something before the next statement of a kind.</summary>
    private sealed class Between : DbCommandInterceptor
    {
        private (string Text, Func<Task> Do)? _next;

        public void Before(string text, Func<Task> what) => _next = (text, what);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            await InterfereAsync(command);
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await InterfereAsync(command);
            return result;
        }

        private async Task InterfereAsync(DbCommand command)
        {
            if (_next is var (text, what) && command.CommandText.Contains(text, StringComparison.Ordinal))
            {
                _next = null;
                await what();
            }
        }
    }
}
