using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Settings;

using Quartz;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Registration of the scheduler. The only place, with <see cref="QuartzJob{T}"/>, that names it.</summary>
internal static class JobsSlice
{
    private const string Scheduler = "Portal";

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
            services.AddHostedService<SignalPump>();
        }

        return services;
    }

    /// <summary>
    /// Schedules every job registered so far, so it comes after the slices. On SQLite the schedule is in a file of its own,
    /// <c>ConnectionStrings:Jobs</c> (default <c>jobs.db</c> beside the portal's file); on PostgreSQL it is clustered in the portal's database.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var jobs = services.Where(s => s.ServiceType == typeof(JobRegistration)).Select(s => (JobRegistration)s.ImplementationInstance!).ToList();
        var provider = configuration.ReadSettings<DatabaseOptions>().Provider;
        var portal = DataSlice.ConnectionString(configuration, "Portal", provider) ?? throw SettingsReader.Refuse("ConnectionStrings:Portal is not set.");
        var file = DataSlice.ConnectionString(configuration, "Jobs", DatabaseProvider.Sqlite) ?? BesidePortal(portal, provider);
        services.AddQuartz(q =>
        {
            q.ConfigureScheduler(s =>
            {
                s.InstanceName = Scheduler;
                s.InstanceId = $"{Environment.MachineName}-{Guid.NewGuid():N}";
            });

            // A tenant whose cloud hangs keeps its execution; the others need a place in the next one.
            q.UseDefaultThreadPool(32);
            q.UsePersistentStore(s =>
            {
                if (provider is DatabaseProvider.Postgres)
                {
                    s.UsePostgres(portal);
                    s.UseClustering(c => c.CheckinInterval = TimeSpan.FromSeconds(5));
                }
                else
                {
                    PrepareFile(file);
                    s.UseSqlite(SqliteFactory.Instance, file);
                }

                s.ProvisionSchema();
                s.UseExecutionHistory();
            });
            foreach (var job in jobs)
            {
                q.AddJob(typeof(QuartzJob<>).MakeGenericType(job.Job), j => j.WithIdentity(job.Name).StoreDurably());
                q.AddTrigger(t => t.ForJob(new JobKey(job.Name)).WithIdentity(job.Name).StartNow()
                    .WithSimpleSchedule(s => s.WithInterval(job.Interval).RepeatForever()
                        .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)));
            }
        });
        services.AddQuartzExecutionHistory(o =>
        {
            o.Retention = TimeSpan.FromDays(7);
            o.RetentionByResult[JobRunResult.Skipped] = TimeSpan.FromHours(1);
            o.MaxEntriesPerJob = 500;
            o.WriteBehindInterval = TimeSpan.FromSeconds(5);
        });

        // Stopped in the opposite order: first no new runs, then the wait for those that are left.
        services.AddSingleton<RunningJobs>();
        services.AddHostedService(s => s.GetRequiredService<RunningJobs>());
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = false);
        services.AddHealthChecks().AddCheck<SchedulerCheck>("jobs", tags: ["ready"]);
        return services;
    }

    private static string BesidePortal(string portal, DatabaseProvider provider) =>
        provider is DatabaseProvider.Postgres
            ? ""
            : new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(portal).DataSource))!, "jobs.db"),
            }.ToString();

    private static void PrepareFile(string connectionString)
    {
        PrivateFiles.PrepareDatabase(new SqliteConnectionStringBuilder(connectionString).DataSource);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();

        // Stays in the file, and a tick a second then costs a fraction of the disk writes.
        command.CommandText = "pragma journal_mode=wal";
        command.ExecuteNonQuery();
    }

    /// <summary>Whether jobs run here at all. Unlike the scheduler's own check it does not ask the store, which may be what does not answer.</summary>
    private sealed class SchedulerCheck(ISchedulerFactory schedulers) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            (await schedulers.GetScheduler(cancellationToken)).Status is SchedulerStatus.Running
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The scheduler does not run.");
    }

    private sealed class LeaseStartup(TenantLeases leases) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => leases.FreeAbandonedAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
