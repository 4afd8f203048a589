using System.Net;

using Microsoft.Extensions.DependencyInjection;

using Npgsql;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Proxy;
using Portal.Contracts;
using Portal.Testing;

namespace Portal.Bff.Tests.Faults;

/// <summary>PostgreSQL is well, and one statement takes long: a lock on its table stands for a log of many years.</summary>
[Collection(PostgresCollection.Name)]
public sealed class SlowDatabaseTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string _database = null!;
    private RecordingCloud _cloud = null!;
    private BffHost _bff = null!;
    private PortalBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _cloud = await RecordingCloud.StartAsync();
        var settings = _cloud.Settings(_folder.Path);
        settings["Database:Provider"] = "Postgres";
        settings["ConnectionStrings:Portal"] = _database + ";Command Timeout=3";
        _bff = await BffHost.StartAsync(settings, _folder.Path);
        _browser = await RecordingCloud.SignInAsync(_bff);
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _bff.DisposeAsync();
        await _cloud.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Search_of_the_log_may_take_longer_than_a_call()
    {
        Task<HttpResponseMessage> search;
        await using (await LockAsync("audit_records"))
        {
            search = _browser.GetAsync($"{BffRoutes.Audit}?tenant={RecordingCloud.Tenant}&text=nothing");
            await Eventually.TrueAsync(async () => search.IsCompleted || await WaitsAsync(), "the search to wait for longer than a call may");
        }

        using var found = await search;
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    [Fact]
    public async Task Statement_that_is_given_up_is_no_reason_to_doubt_the_log()
    {
        var doubted = _bff.Services.GetRequiredService<AuditHealth>().Doubted;
        await using (await LockAsync("operations"))
        {
            using var answer = await _browser.GetAsync($"{BffRoutes.Operations}?tenant={RecordingCloud.Tenant}");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, ProblemCodes.StorageUnavailable), (answer.StatusCode, await answer.CodeAsync()));
        }

        Assert.False(doubted.IsCompleted);
    }

    private async Task<NpgsqlConnection> LockAsync(string table)
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task<bool> WaitsAsync()
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and now() - query_start > interval '5 seconds')",
            connection);
        return await command.ExecuteScalarAsync() is true;
    }
}
