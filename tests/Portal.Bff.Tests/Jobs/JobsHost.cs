using System.Globalization;

using Hangfire;
using Hangfire.Storage;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Jobs;

/// <summary>The scheduler over a real store, with jobs that count their runs.</summary>
internal sealed class JobsHost : IAsyncDisposable
{
    private readonly IHost _host;

    private JobsHost(IHost host, LogCapture logs) => (_host, Logs) = (host, logs);

    /// <summary>What was logged.</summary>
    public LogCapture Logs { get; }

    /// <summary>A loop.</summary>
    public CountingJob Counting => Get<CountingJob>();

    /// <summary>A loop that would not look again within a test, unless it is signalled.</summary>
    public SignalledJob Signalled => Get<SignalledJob>();

    /// <summary>A job that runs once an hour.</summary>
    public SeldomJob Seldom => Get<SeldomJob>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>The database of the portal for a store.</summary>
    public static Task<AuditDatabase> DatabaseAsync(string store, PostgresFixture postgres) =>
        AuditDatabase.CreateAsync(store == "Postgres" ? "Postgres" : "Sqlite", postgres);

    public static async Task<JobsHost> StartAsync(AuditDatabase database, string store, Dictionary<string, string?>? settings = null)
    {
        var logs = new LogCapture();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Configuration.AddInMemoryCollection([new("Jobs:Store", store == "Memory" ? "Memory" : "Database")]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging(l => l.ClearProviders().AddProvider(logs));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPortalData(builder.Configuration);
        builder.Services.AddBackgroundJob<CountingJob>("count", TimeSpan.FromMilliseconds(200));
        builder.Services.AddBackgroundJob<SignalledJob>("signalled", TimeSpan.FromSeconds(59));
        builder.Services.AddSingleton<ISignalledJob>(s => s.GetRequiredService<SignalledJob>());
        builder.Services.AddBackgroundJob<SeldomJob>("seldom", TimeSpan.FromHours(1));
        builder.Services.AddJobs(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return new JobsHost(host, logs);
    }

    public Task StopAsync() => _host.StopAsync();

    /// <summary>The runs that succeeded, each with its job and result.</summary>
    public IEnumerable<(string Name, string Result)> History() =>
        Get<JobStorage>().GetMonitoringApi().SucceededJobs(0, 1000).Select(j => ((string)j.Value.Job.Args[0], Convert.ToString(j.Value.Result, CultureInfo.InvariantCulture)!.Trim('"')));

    /// <summary>The names in the schedule.</summary>
    public List<string> Scheduled()
    {
        using var connection = Get<JobStorage>().GetConnection();
        return [.. connection.GetRecurringJobs().Select(j => j.Id)];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    internal class CountingJob : IBackgroundJob
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        public Exception? Fault { get; set; }

        public Task<string?> ExecuteAsync(CancellationToken cancellationToken)
        {
            var run = Interlocked.Increment(ref _runs);
            return Fault is null ? Task.FromResult<string?>(FormattableString.Invariant($"run {run}")) : Task.FromException<string?>(Fault);
        }
    }

    internal sealed class SeldomJob : CountingJob;

    internal sealed class SignalledJob : CountingJob, ISignalledJob
    {
        public string Kind => "kind";
    }
}
