using System.Globalization;

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

using Npgsql;

using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Platform.Data;

/// <summary>Registration of the store.</summary>
internal static class DataSlice
{
    /// <summary>How long a caller waits for a database that does not answer, whichever it is, unless <c>Audit:CommitTimeout</c> says otherwise.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    private const int BusySeconds = 3;
    private static readonly TimeSpan LongestLimit = TimeSpan.FromHours(1);

    public static IServiceCollection AddPortalData(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.ReadSettings<DatabaseOptions>();
        var connectionString = ConnectionString(configuration, "Portal", options.Provider)
            ?? throw SettingsReader.Refuse("ConnectionStrings:Portal is not set.");

        services.AddSingleton(p => new WriteGate(closed: options.Provider is DatabaseProvider.Sqlite, p.GetRequiredService<TimeProvider>()));
        if (options.Provider is DatabaseProvider.Sqlite)
        {
            var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
            if (!connectionString.Contains("Timeout", StringComparison.OrdinalIgnoreCase))
            {
                // The gate keeps this process's writers apart; only a foreign one is waited for, and not for long.
                builder.DefaultTimeout = BusySeconds;
            }

            PrivateFiles.PrepareDatabase(builder.DataSource);
            services.AddSingleton(new PortalDatabase(options.Provider, builder.ToString()));
            services.AddDbContextFactory<SqlitePortalDbContext>(b => b.UseSqlite(builder.ToString()).AddInterceptors(new PlainTexts()));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, Factory<SqlitePortalDbContext>>();
        }
        else
        {
            connectionString = PostgresPatience.Limit(connectionString, Patience(configuration));
            var source = NpgsqlDataSource.Create(connectionString);
            services.AddSingleton(source);
            services.AddSingleton(new PortalDatabase(options.Provider, connectionString));
            services.AddDbContextFactory<PostgresPortalDbContext>(b => b.UseNpgsql(source, npgsql => npgsql.ExecutionStrategy(d => new OnceAgain(d)))
                .AddInterceptors(new PlainTexts(), new StatementLimits()));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, Factory<PostgresPortalDbContext>>();
        }

        services.AddSingleton<StartTurn>();
        services.AddHostedService<DatabaseStartup>();
        return services;
    }

    /// <summary>A connection string that the provider can read, or null if it is not set.</summary>
    public static string? ConnectionString(IConfiguration configuration, string name, DatabaseProvider provider)
    {
        if (configuration.GetConnectionString(name) is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return (provider is DatabaseProvider.Sqlite ? new SqliteConnectionStringBuilder(text).DataSource : new NpgsqlConnectionStringBuilder(text).Host) is { Length: > 0 }
                ? text
                : throw new ArgumentException("It names no place.", name);
        }
        catch (ArgumentException)
        {
            // Its message may hold a part of a password.
            throw SettingsReader.Refuse($"ConnectionStrings:{name} is no connection string for {provider}.");
        }
    }

    // One that makes no sense is refused by the audit's own settings.
    private static TimeSpan Patience(IConfiguration configuration) =>
        TimeSpan.TryParse(configuration["Audit:CommitTimeout"], CultureInfo.InvariantCulture, out var limit) && limit > TimeSpan.Zero && limit < LongestLimit
            ? limit
            : DefaultPatience;

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
