using Hangfire;
using Hangfire.Common;

using Microsoft.Data.Sqlite;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Registration of jobs and scheduler.</summary>
internal static class JobsSlice
{
    /// <summary>Adds a job that <see cref="AddJobs"/> will schedule.</summary>
    public static IServiceCollection AddBackgroundJob<T>(this IServiceCollection services, string name, TimeSpan interval)
        where T : class, IBackgroundJob
    {
        services.AddSingleton<T>();
        services.AddSingleton(new JobRegistration(name, typeof(T), interval));
        return services;
    }

    /// <summary>What jobs share: leases, rounds and the signal. Slices with jobs call it; calling it twice does no harm.</summary>
    public static IServiceCollection AddTenantWork(this IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(TenantLeases)))
        {
            services.AddSingleton<TenantLeases>();
            services.AddSingleton<TenantRounds>();
            services.AddSingleton<WorkSignal>();
            services.AddHostedService<LeaseStartup>();
        }

        return services;
    }

    /// <summary>
    /// Schedules every job registered before. On SQLite the store is a file of its own, <c>ConnectionStrings:Jobs</c> (default <c>jobs.db</c> beside the
    /// portal's file); on PostgreSQL it is the schema <c>jobs</c> of the portal's database.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<JobsOptions>();
        services.AddTenantWork();
        services.AddStore(configuration);
        services.AddSingleton<IJobStarts, JobStarts>();
        services.AddSingleton<JobLoops>();
        services.AddSingleton<RunningJobs>();
        services.AddSingleton(s => new JobRunner(s.GetRequiredService<JobLoops>(), s.GetRequiredService<RunningJobs>(), s.GetRequiredService<IHostApplicationLifetime>()));
        if (configuration.ReadSettings<JobsOptions>().Run)
        {
            // Stopped in the opposite order: first the scheduler, then the wait for the runs that are left.
            services.AddHostedService(s => s.GetRequiredService<RunningJobs>());
            services.AddSingleton<JobSchedule>();
            services.AddSingleton<JobServer>();
            services.AddSingleton<JobPulse>();
            services.AddHostedService<JobWatch>();
            services.AddHostedService<SignalPump>();
            services.AddHealthChecks().AddCheck<JobPulse>("jobs", tags: ["ready"]);
        }

        return services;
    }

    // Not by the package's own registration: that sets activator, filters and log for the whole process.
    private static void AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        var provider = configuration.ReadSettings<DatabaseOptions>().Provider;
        var memory = configuration.ReadSettings<JobsOptions>().Store is JobStoreKind.Memory;
        if (memory)
        {
            services.AddSingleton<IJobStoreKind, MemoryJobs>();
        }
        else if (provider is DatabaseProvider.Postgres)
        {
            services.AddSingleton<IJobStoreKind, PostgresJobs>();
        }
        else
        {
            var file = DataSlice.ConnectionString(configuration, "Jobs", provider);
            services.AddSingleton<IJobStoreKind>(s => new SqliteJobs(file ?? BesidePortal(s.GetRequiredService<PortalDatabase>()), s.GetRequiredService<ILogger<SqliteJobs>>()));
        }

        services.AddSingleton<JobStore>();
        services.AddSingleton<JobStorage>(s => s.GetRequiredService<JobStore>());
        services.AddSingleton<IJobFilterProvider>(
            new JobFilterProviderCollection(new JobFilterAttributeFilterProvider(), new JobFilterCollection { new StatisticsHistoryAttribute(), new JobHistory() }));
        services.AddSingleton<IBackgroundJobClient>(s => new BackgroundJobClient(s.GetRequiredService<JobStorage>(), s.GetRequiredService<IJobFilterProvider>()));
        services.AddSingleton<IRecurringJobManager>(s => new RecurringJobManager(s.GetRequiredService<JobStorage>(), s.GetRequiredService<IJobFilterProvider>()));
    }

    private static string BesidePortal(PortalDatabase portal) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(portal.ConnectionString).DataSource))!, "jobs.db"),
    }.ToString();

    private sealed class LeaseStartup(TenantLeases leases) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => leases.FreeAbandonedAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
