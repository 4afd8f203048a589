using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Npgsql;

using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Settings;
using Portal.Bff.Platform.Upstream;
using Portal.Bff.Platform.Vault;
using Portal.Bff.Tenants;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Testing;

namespace Portal.Bff.Tests.Data;

/// <summary>Everything that creates or changes tables and first rows when a gateway starts, in several instances at once.</summary>
[Collection(PostgresCollection.Name)]
public sealed class StartTests(PostgresFixture postgres)
{
    // Ten of an empty database and ten of one that is behind.
    private const int Rounds = 20;

    // Longer than any start takes: what waits for it has gone wrong.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Two_instances_that_start_at_once_both_run_whatever_the_database_has()
    {
        var older = await OlderMigrationsAsync();
        await Together.ForEachAsync(Enumerable.Range(0, Rounds), RoundAsync, atOnce: 5);

        async Task RoundAsync(int round)
        {
            // Every other round finds an empty database, the others one that some earlier version has left.
            var database = await postgres.CreateDatabaseAsync();
            if (round % 2 == 1)
            {
                await MigrateAsync(database, older[round / 2 % older.Count]);
            }

            await StartTwoAsync(database, $"round {round}");
        }
    }

    [Fact]
    public async Task Two_instances_that_start_at_once_create_the_database_that_is_missing()
    {
        var missing = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync());
        missing.Database += "_missing";

        await StartTwoAsync(missing.ToString(), "a missing database");
    }

    [Fact]
    public async Task Two_gateways_that_start_at_once_on_an_empty_database_both_serve()
    {
        using var folder = new TemporaryFolder();
        var database = await postgres.CreateDatabaseAsync();
        var urls = new[] { FreePort.Next(), FreePort.Next() }.Select(port => new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}"))).ToList();
        var processes = urls.ConvertAll(url => ProcessHost.Start(
            Repo.Output("Portal.Bff"),
            [.. Settings(database).AsEnvironment(), new("Ui__Address", "http://127.0.0.1:9"), new("ASPNETCORE_URLS", url.ToString())],
            workingFolder: folder.Path));
        await using var one = processes[0];
        await using var two = processes[1];

        await Together.AllAsync(urls.Zip(processes, (url, process) => process.WaitForHealthAsync(new Uri(url, BffRoutes.HealthReady))));

        await using var db = Context(database);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(2, await db.Set<GrantRow>().CountAsync());
        var codes = await Task.WhenAll(processes.Select(p => p.StopAsync()));
        Assert.Equal([0, 0], codes);
    }

    [Fact]
    public async Task Instance_waits_for_another_as_long_as_that_lives_and_says_for_whom()
    {
        var database = await postgres.CreateDatabaseAsync();
        using var host = Instance(database);
        using var log = new LogCapture();
        using var factory = LoggerFactory.Create(l => l.AddProvider(log));
        await using var first = Turn(TimeSpan.FromSeconds(30));
        await using var second = Turn(TimeSpan.FromSeconds(1));
        await first.TakeAsync(default);

        var taking = second.TakeAsync(default);
        await Eventually.TrueAsync(() => log.Lines.Count(l => l.Contains("is still starting", StringComparison.Ordinal)) >= 2, "it to say twice for whom it waits");
        Assert.False(taking.IsCompleted);
        await first.DisposeAsync();
        await taking.WaitAsync(Guard);

        StartTurn Turn(TimeSpan round) => new(
            host.Services.GetRequiredService<PortalDatabase>(), host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>(), factory.CreateLogger<StartTurn>())
        {
            Round = round,
        };
    }

    private static async Task StartTwoAsync(string database, string what)
    {
        using var one = Instance(database);
        using var two = Instance(database);
        var starts = await Task.WhenAll(new[] { one, two }.Select(host => Record.ExceptionAsync(() => Task.Run(() => host.StartAsync()).WaitAsync(Guard))));

        Assert.All(starts, failure => Assert.True(failure is null, $"{what}: {failure}"));
        await using var db = await one.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(2, await db.Set<GrantRow>().CountAsync());
        await Together.AllAsync(one.StopAsync(), two.StopAsync());
    }

    private static IHost Instance(string database)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(Settings(database));
        builder.Services.AddLogging(l => l.ClearProviders());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPortalData(builder.Configuration);
        builder.Services.AddVault(builder.Configuration);
        builder.Services.AddAudit();
        builder.Services.AddSettings<UpstreamOptions>();
        builder.Services.AddTenants();
        builder.Services.AddTenantWork();
        builder.Services.AddBackgroundJob<Idle>("idle", TimeSpan.FromSeconds(1));
        builder.Services.AddJobs(builder.Configuration);
        return builder.Build();
    }

    private static Dictionary<string, string?> Settings(string database) => new()
    {
        ["Database:Provider"] = "Postgres",
        ["ConnectionStrings:Portal"] = database,
        ["Keys:Master"] = Convert.ToBase64String(new byte[32]),
        ["Tenants:harbor:Name"] = "Harbor Logistics",
        ["Tenants:harbor:Domain"] = "harbor-logistics",
        ["Tenants:harbor:Project"] = "cn-north-4",
        ["Tenants:harbor:IamEndpoint"] = "https://127.0.0.1:9",
        ["Tenants:harbor:BcsEndpoint"] = "https://127.0.0.1:9",
        ["Tenants:harbor:Credential:User"] = "portal",
        ["Tenants:harbor:Credential:Password"] = "Pw-SBXSECRET-start",
        ["Tenants:harbor:Grants:0:User"] = "admin",
        ["Tenants:harbor:Grants:0:Role"] = "TenantAdmin",
        ["Tenants:harbor:Grants:1:User"] = "viewer",
        ["Tenants:harbor:Grants:1:Role"] = "ReadOnly",
    };

    private static async Task MigrateAsync(string database, string migration)
    {
        await using var db = Context(database);
        await db.GetService<IMigrator>().MigrateAsync(migration);
    }

    private async Task<List<string>> OlderMigrationsAsync()
    {
        await using var db = Context(await postgres.CreateDatabaseAsync());
        return [.. db.Database.GetMigrations().SkipLast(1)];
    }

    private static PostgresPortalDbContext Context(string database) =>
        new(new DbContextOptionsBuilder<PostgresPortalDbContext>().UseNpgsql(database).Options, new WriteGate(closed: false, TimeProvider.System));

    private sealed class Idle : IBackgroundJob
    {
        public Task<string?> ExecuteAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
