using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Tests.Audit;
using Portal.Testing;

using Quartz;
using Quartz.Extensibility;

namespace Portal.Bff.Tests.Jobs;

[Collection(PostgresCollection.Name)]
public sealed class JobsTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Job_runs_again_and_again_and_its_history_tells_what_it_did(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        using var host = await StartAsync(database);
        var job = host.Services.GetRequiredService<CountingJob>();
        await Eventually.TrueAsync(() => job.Runs >= 3, "three runs");

        var history = host.Services.GetRequiredService<IExecutionHistoryStore>();
        var run = await Eventually.GetAsync(
            async () => (await history.QueryExecutions(new ExecutionHistoryQuery { SchedulerName = "Portal" })).Items.FirstOrDefault(e => e.Summary is not null),
            "a run in the history");
        Assert.Equal(("count", true), (run.JobName, run.Succeeded));
        Assert.StartsWith("run ", run.Summary, StringComparison.Ordinal);
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(r => r.Tags.Contains("ready"));
        Assert.Equal(HealthStatus.Healthy, health.Status);
        await host.StopAsync();

        // The schedule is in a store: a second process goes on with it.
        using var next = await StartAsync(database);
        await Eventually.TrueAsync(() => next.Services.GetRequiredService<CountingJob>().Runs >= 1, "the next process runs it");
        await next.StopAsync();
    }

    [Fact]
    public void Only_the_jobs_slice_names_the_scheduler()
    {
        var source = Repo.PathOf("src", "Portal.Bff");
        var elsewhere = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.StartsWith(Path.Combine(source, "Platform", "Jobs"), StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("using Quartz", StringComparison.Ordinal));

        Assert.Empty(elsewhere);
        Assert.All(
            typeof(IBackgroundJob).Assembly.GetTypes().Where(t => typeof(IBackgroundJob).IsAssignableFrom(t)),
            t => Assert.False(typeof(IJob).IsAssignableFrom(t)));
    }

    [Theory]
    [InlineData(1, 1.6, 2.4)]
    [InlineData(3, 6.4, 9.6)]
    [InlineData(20, 48, 72)]
    public void Pause_doubles_up_to_a_minute_give_or_take_a_fifth(int attempts, double least, double most)
    {
        Assert.Equal(least, TenantRounds.Pause(attempts, 0).TotalSeconds, 6);
        Assert.Equal(most, TenantRounds.Pause(attempts, 1).TotalSeconds, 6);
    }

    private static async Task<IHost> StartAsync(AuditDatabase database)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Services.AddLogging(l => l.ClearProviders());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPortalData(builder.Configuration);
        builder.Services.AddBackgroundJob<CountingJob>("count", TimeSpan.FromMilliseconds(200));
        builder.Services.AddJobs(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    internal sealed class CountingJob : IBackgroundJob
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        public Task<string?> ExecuteAsync(CancellationToken cancellationToken) =>
            Task.FromResult<string?>(FormattableString.Invariant($"run {Interlocked.Increment(ref _runs)}"));
    }
}
