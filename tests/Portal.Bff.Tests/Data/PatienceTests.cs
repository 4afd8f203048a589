using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Npgsql;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Data;

/// <summary>How long a database that stands still holds a caller up.</summary>
public sealed class PatienceTests
{
    [Theory]
    [InlineData(null, 10)]
    [InlineData("00:00:05", 5)]
    [InlineData("00:00:20", 20)]
    public async Task Both_databases_are_waited_for_as_long_as_the_audit_log_waits(string? setting, int seconds)
    {
        using var folder = new TemporaryFolder();
        var options = setting is null ? new AuditOptions() : new AuditOptions { CommitTimeout = TimeSpan.Parse(setting, null) };
        var postgres = new NpgsqlConnectionStringBuilder(await ConnectionStringAsync("Postgres", "Host=127.0.0.1;Username=portal", setting));
        var file = await ConnectionStringAsync("Sqlite", $"Data Source={folder.Path}/portal.db", setting);
        await File.WriteAllBytesAsync(new SqliteConnectionStringBuilder(file).DataSource, []);
        await using var sqlite = SqliteAuditStore.Opener(file, options.CommitTimeout)();

        // PostgreSQL: a command that is not answered, and the connection over which the driver asks to give it up.
        Assert.Equal(seconds, options.CommitTimeout.TotalSeconds);
        Assert.Equal((seconds, seconds), (postgres.CommandTimeout + postgres.Timeout, sqlite.DefaultTimeout));
    }

    private static async Task<string> ConnectionStringAsync(string provider, string connectionString, string? setting)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = provider, ["ConnectionStrings:Portal"] = connectionString, ["Audit:CommitTimeout"] = setting,
        }).Build();
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddPortalData(configuration).BuildServiceProvider();
        return services.GetRequiredService<PortalDatabase>().ConnectionString;
    }
}
