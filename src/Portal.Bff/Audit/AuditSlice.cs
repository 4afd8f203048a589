using Microsoft.Extensions.Options;

using Npgsql;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Audit;

/// <summary>Registration of the audit log.</summary>
internal static class AuditSlice
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSettings<AuditOptions>();
        services.AddSingleton<AuditStore>(provider => CreateStore(
            provider.GetRequiredService<PortalDatabase>(), provider.GetRequiredService<IOptions<AuditOptions>>().Value, provider));
        services.AddSingleton<AuditReader>();
        services.AddSingleton<AuditHealth>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<BackgroundReads>();
        services.AddHostedService(provider => provider.GetRequiredService<BackgroundReads>());
        services.AddSingleton<Refusals>();
        services.AddHostedService(provider => provider.GetRequiredService<Refusals>());
        return services;
    }

    private static AuditStore CreateStore(PortalDatabase database, AuditOptions options, IServiceProvider provider) =>
        database.Provider is DatabaseProvider.Sqlite
            ? new SqliteAuditStore(
                SqliteAuditStore.Opener(database.ConnectionString, options.CommitTimeout), provider.GetRequiredService<WriteGate>())
            : new PostgresAuditStore(provider.GetRequiredService<NpgsqlDataSource>(), options);
}
