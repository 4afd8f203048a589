using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

/// <summary>The audit slice over a real, migrated database, as one instance of the gateway has it.</summary>
internal sealed class AuditHost : IAsyncDisposable
{
    private readonly IHost _host;

    private AuditHost(IHost host) => _host = host;

    public IAuditLog Log => Get<IAuditLog>();

    public AuditReader Reader => Get<AuditReader>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<AuditHost> StartAsync(
        AuditDatabase database, TimeProvider? time = null, Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddLogging(l => l.ClearProviders());
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddPortalData(builder.Configuration);
        builder.Services.AddAudit();
        replace?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new AuditHost(host);
    }

    public Task StopAsync() => _host.StopAsync();

    public async Task<AuditVerdict> VerifyAsync(string tenant) =>
        await AuditChain.VerifyAsync(tenant, Reader.EntriesAsync(tenant, default), default);

    public async Task<List<AuditEntryRow>> EntriesAsync(string tenant)
    {
        var rows = new List<AuditEntryRow>();
        await foreach (var row in Reader.EntriesAsync(tenant, default))
        {
            rows.Add(row);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}

/// <summary>An empty database of one of the two kinds; both kinds have to behave the same.</summary>
internal sealed class AuditDatabase : IAsyncDisposable
{
    private AuditDatabase(string provider, string connectionString, string? folder)
    {
        (Provider, ConnectionString, Folder) = (provider, connectionString, folder);
    }

    public string Provider { get; }

    public string ConnectionString { get; }

    public string? Folder { get; }

    public string File => Path.Combine(Folder!, "portal.db");

    public Dictionary<string, string?> Settings =>
        new() { ["Database:Provider"] = Provider, ["ConnectionStrings:Portal"] = ConnectionString };

    public static AuditDatabase Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("audit").FullName;
        return new AuditDatabase("Sqlite", $"Data Source={folder}/portal.db", folder);
    }

    public static async Task<AuditDatabase> CreateAsync(string provider, PostgresFixture postgres) =>
        provider == "Sqlite" ? Sqlite() : new AuditDatabase(provider, await postgres.CreateDatabaseAsync(), null);

    /// <summary>A PostgreSQL database that is reached over a wire.</summary>
    public static AuditDatabase Behind(Hosting.PostgresWire wire) => new("Postgres", wire.ConnectionString, null);

    /// <summary>Runs a statement behind the portal's back.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using System.Data.Common.DbConnection connection =
            Provider == "Sqlite" ? new SqliteConnection(ConnectionString + ";Pooling=false") : new Npgsql.NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (Folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(Folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
