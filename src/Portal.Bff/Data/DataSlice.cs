using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

using Npgsql;

namespace Portal.Bff.Data;

/// <summary>Registration of the store.</summary>
internal static class DataSlice
{
    private const int BusySeconds = 3;

    public static IServiceCollection AddPortalData(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connectionString = configuration.GetConnectionString("Portal")
            ?? throw new InvalidOperationException("ConnectionStrings:Portal is not set.");

        services.AddSingleton(new WriteGate(closed: options.Provider is DatabaseProvider.Sqlite));
        if (options.Provider is DatabaseProvider.Sqlite)
        {
            var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
            if (!connectionString.Contains("Timeout", StringComparison.OrdinalIgnoreCase))
            {
                // The gate keeps this process's writers apart; only a foreign one is waited for, and not for long.
                builder.DefaultTimeout = BusySeconds;
            }

            CreateFolder(builder.DataSource);
            services.AddSingleton(new PortalDatabase(options.Provider, builder.ToString()));
            services.AddDbContextFactory<SqlitePortalDbContext>(b => b.UseSqlite(builder.ToString()).AddInterceptors(new PlainTexts()));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, Factory<SqlitePortalDbContext>>();
        }
        else
        {
            var source = NpgsqlDataSource.Create(connectionString);
            services.AddSingleton(source);
            services.AddSingleton(new PortalDatabase(options.Provider, connectionString));
            services.AddDbContextFactory<PostgresPortalDbContext>(b => b.UseNpgsql(source).AddInterceptors(new PlainTexts()));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, Factory<PostgresPortalDbContext>>();
        }

        services.AddHostedService<DatabaseStartup>();
        return services;
    }

    private static void CreateFolder(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    private sealed class Factory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<PortalDbContext>
        where TContext : PortalDbContext
    {
        public PortalDbContext CreateDbContext() => inner.CreateDbContext();

        public async Task<PortalDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken);
    }
}

/// <summary>Which database this process runs on; for the paths that use ADO.NET directly.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="ConnectionString">Its connection string.</param>
internal sealed record PortalDatabase(DatabaseProvider Provider, string ConnectionString);
