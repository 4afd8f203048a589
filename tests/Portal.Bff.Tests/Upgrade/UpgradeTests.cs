using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json;

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Npgsql;

using Portal.Bff.Audit;
using Portal.Bff.Features.Notifications;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tenants;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts.Forms;
using Portal.Testing;

namespace Portal.Bff.Tests.Upgrade;

/// <summary>This version on what an earlier one left behind.</summary>
[Collection(PostgresCollection.Name)]
public sealed class UpgradeTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Version_before_is_carried_on_with_its_sessions_its_rows_and_its_audit(string provider)
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync();

        // The cloud of then is gone; people can sign in, and what was read stays as it was.
        await sandbox.FaultsAsync(new { status = 503, code = "BCS.5030001" });
        var database = provider == "Postgres" ? await postgres.CreateDatabaseAsync() : null;
        var (version, settings) = await KeptVersion.CopyAsync(provider, postgres, folder.Path, database);
        await AddCallsAsync(database, folder.Path);

        await using var bff = await BffHost.StartAsync(
            sandbox, database, folder.Path, settings, services => services.AddSingleton(version.Clock()));

        using var kept = version.Browser(bff);
        foreach (var (address, answer) in version.Answers)
        {
            AssertHeld(answer.GetProperty("items"), await ItemsAsync(kept, address), address);
        }

        Assert.NotNull(await bff.Services.GetRequiredService<TokenStore>().FindAsync(IamTokenRow.TenantOwner, version.Tenant, default));
        foreach (var sequence in await SequencesAsync(bff))
        {
            Assert.True((await VerdictAsync(bff, sequence)).Intact, sequence);
        }

        await AssertCallsAsync(bff);
        await AssertJobsAsync(database, folder.Path);
        await AssertPeopleAsync(bff, version.Tenant);

        using var operators = await bff.SignInAsync(version.Tenant);
        var draft = await operators.Http.GetFromJsonAsync<DraftDto>($"/api/drafts/create-service?tenant={version.Tenant}");
        Assert.Equal("cold-chain", draft!.Values["name"]);
    }

    // One that is known to have happened, and two that were taken for the same operation.
    private static async Task AddCallsAsync(string? database, string folder)
    {
        await using DbConnection connection = database is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "portal.db")};Pooling=False")
            : new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE calls AS SELECT * FROM operations LIMIT 1;
            UPDATE calls SET "Tenant" = 'before', "Id" = 'chk-1', "Happened" = true, "BecameId" = NULL, "Version" = 2, "Status" = 'finished';
            INSERT INTO operations SELECT * FROM calls;
            UPDATE calls SET "Id" = 'chk-2', "Happened" = false, "BecameId" = 'op-1';
            INSERT INTO operations SELECT * FROM calls;
            UPDATE calls SET "Id" = 'chk-3';
            INSERT INTO operations SELECT * FROM calls;
            DROP TABLE calls;
            INSERT INTO notices ("Tenant", "Id", "Audience", "Kind", "At", "AboutJson")
            SELECT "Id", 'of-a-person', 'person:' || "Id" || ':olivia', 'operationFinished', (SELECT max("StartedAt") FROM operations), '{}' FROM tenants;
            """;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task AssertCallsAsync(BffHost bff)
    {
        await using var db = await bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var calls = await db.Set<TrackedOperation>().AsNoTracking().Where(o => o.Tenant == "before").OrderBy(o => o.Id).ToListAsync();
        Assert.Equal(
            [("accepted", null, "finished", 2L), (null, "op-1", "finished", 2L), (null, null, "unknown", 3L)],
            calls.Select(c => (c.Answer, c.BecameId, c.Status, c.Version)));
    }

    // The scheduler of then has left nothing, and that of now has its schedule.
    private static async Task AssertJobsAsync(string? database, string folder)
    {
        await using DbConnection connection = database is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "jobs.db")};Pooling=False")
            : new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = database is null
            ? """SELECT (SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'qrtz%') || ' ' || (SELECT COUNT(*) FROM "Set" WHERE "Key" = 'recurring-jobs' AND "Value" = 'poll-operations')"""
            : "SELECT (SELECT COUNT(*) FROM pg_tables WHERE tablename ILIKE 'qrtz%') || ' ' || (SELECT COUNT(*) FROM jobs.set WHERE key = 'recurring-jobs' AND value = 'poll-operations')";
        Assert.Equal("0 1", await command.ExecuteScalarAsync());
    }

    // Whom only a name stood for: everybody came from IAM then.
    private static async Task AssertPeopleAsync(BffHost bff, string tenant)
    {
        await using var db = await bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var domain = await db.Set<TenantRow>().Where(t => t.Id == tenant).Select(t => t.Domain).SingleAsync();
        Assert.Equal(EventGroups.Person(tenant, UserIds.Iam(domain, "olivia")), await db.Set<NoticeRow>().Where(n => n.Tenant == tenant && n.Id == "of-a-person").Select(n => n.Audience).SingleAsync());
        var asked = await db.Set<TrackedOperation>().AsNoTracking().Where(o => o.Tenant == tenant && o.RequestedBy != null).ToListAsync();
        Assert.NotEmpty(asked);
        Assert.All(asked, o => Assert.Equal(UserIds.Iam(domain, o.RequestedBy!), o.RequesterId));
    }

    private static async Task<JsonElement> ItemsAsync(PortalBrowser browser, string address) =>
        (await (await browser.GetAsync(address + "&limit=200")).JsonAsync()).GetProperty("items");

    private static void AssertHeld(JsonElement old, JsonElement now, string where)
    {
        Assert.NotEqual(0, old.GetArrayLength());
        Assert.All(old.EnumerateArray(), item => Assert.True(now.EnumerateArray().Any(n => Holds(n, item)), $"{where}: {item}"));
    }

    // Answers grow: what is new is no difference.
    private static bool Holds(JsonElement now, JsonElement old) => (now.ValueKind, old.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => old.EnumerateObject().All(p => now.TryGetProperty(p.Name, out var value) && Holds(value, p.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) => now.GetArrayLength() == old.GetArrayLength() && now.EnumerateArray().Zip(old.EnumerateArray(), Holds).All(same => same),
        _ => JsonElement.DeepEquals(now, old),
    };

    private static async Task<List<string>> SequencesAsync(BffHost bff)
    {
        await using var db = await bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var sequences = await db.Set<AuditEntryRow>().Select(e => e.Tenant).Distinct().ToListAsync();
        Assert.Contains("sunrise", sequences);
        return sequences;
    }

    private static Task<AuditVerdict> VerdictAsync(BffHost bff, string sequence) =>
        AuditChain.VerifyAsync(sequence, bff.Services.GetRequiredService<AuditReader>().EntriesAsync(sequence, default), default);
}
