using Hangfire;
using Hangfire.Storage;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Tests.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Jobs;

/// <summary>The scheduler over its stores, as one instance of the gateway has it.</summary>
[Collection(PostgresCollection.Name)]
public sealed class JobsTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    [InlineData("Memory")]
    public async Task Job_runs_again_and_again_and_its_history_tells_what_it_did(string store)
    {
        await using var database = await JobsHost.DatabaseAsync(store, postgres);
        await using var host = await JobsHost.StartAsync(database, store);
        await Eventually.TrueAsync(() => host.Counting.Runs >= 3, "three runs");
        await Eventually.TrueAsync(() => host.Seldom.Runs >= 1, "a run at the start of a job that seldom runs");
        var health = await host.Get<HealthCheckService>().CheckHealthAsync(r => r.Tags.Contains("ready"));
        Assert.Equal(HealthStatus.Healthy, health.Status);

        // Its loop ends with the process, and says what it did.
        await host.StopAsync();
        if (store != "Memory")
        {
            var run = Assert.Single(host.History(), h => h.Name == "count" && h.Result != JobResults.Stopped);
            Assert.Matches(@"^(\d+) of \1 rounds did something; last: run \d+$", run.Result);
        }

        // The schedule is in a store: a second process goes on with it.
        await using var next = await JobsHost.StartAsync(database, store);
        await Eventually.TrueAsync(() => next.Counting.Runs >= 1, "the next process runs it");
        Assert.Equal(["count", "seldom", "signalled"], next.Scheduled().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Job_that_an_older_version_stored_ends_without_harm_and_leaves_the_schedule(string store)
    {
        await using var database = await JobsHost.DatabaseAsync(store, postgres);
        await using (var before = await JobsHost.StartAsync(database, store))
        {
            before.Get<IRecurringJobManager>().AddOrUpdate<JobRunner>("of-before", r => r.RunAsync("of-before", default), Cron.Daily());
            before.Get<IBackgroundJobClient>().Schedule<JobRunner>(r => r.RunAsync("of-before", default), TimeSpan.FromSeconds(1));
        }

        await using var host = await JobsHost.StartAsync(database, store);

        Assert.DoesNotContain("of-before", host.Scheduled());
        await Eventually.TrueAsync(() => host.History().Any(h => h is { Name: "of-before", Result: JobResults.NotKnown }), "the run of before to end");
        Assert.Equal(0, host.Get<JobStorage>().GetMonitoringApi().FailedCount());
    }

    [Fact]
    public async Task Failure_is_in_the_history_with_its_reason_and_expires()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var host = await JobsHost.StartAsync(database, "Sqlite");
        await Eventually.TrueAsync(() => host.Seldom.Runs >= 1, "the first run");
        host.Seldom.Fault = new InvalidOperationException("no way");

        await host.Get<IJobStarts>().StartAsync("seldom");

        var monitoring = host.Get<JobStorage>().GetMonitoringApi();
        await Eventually.TrueAsync(() => monitoring.FailedCount() == 1, "the failure");
        var (id, failed) = Assert.Single(monitoring.FailedJobs(0, 10));
        Assert.Equal(("no way", typeof(InvalidOperationException).FullName), (failed.ExceptionMessage, failed.ExceptionType));
        Assert.NotNull(monitoring.JobDetails(id).ExpireAt);
    }

    [Fact]
    public async Task What_is_stored_names_no_class_of_the_gateway()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var host = await JobsHost.StartAsync(database, "Sqlite");
        using var connection = host.Get<JobStorage>().GetConnection();

        var stored = connection.GetAllEntriesFromHash("recurring-job:seldom")["Job"];

        Assert.DoesNotContain("Portal", stored, StringComparison.Ordinal);
        Assert.Contains("seldom", stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Signal_starts_the_loop_that_runs_without_asking_the_store(string store)
    {
        await using var database = await JobsHost.DatabaseAsync(store, postgres);
        await using var host = await JobsHost.StartAsync(database, store);
        await Eventually.TrueAsync(() => host.Signalled.Runs == 1, "the loop to run");
        var loop = Loop();

        for (var run = 2; run <= 4; run++)
        {
            host.Get<WorkSignal>().Raise("kind");
            await Eventually.TrueAsync(() => host.Signalled.Runs == run, $"run {run}");
        }

        Assert.Equal(loop, Loop());

        string Loop() => Assert.Single(host.Get<JobStorage>().GetMonitoringApi().ProcessingJobs(0, 100), j => j.Value.Job.Args[0] is "signalled").Key;
    }

    [Fact]
    public async Task Instance_that_runs_no_jobs_has_no_scheduler_and_no_store()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var host = await JobsHost.StartAsync(database, "Sqlite", new() { ["Jobs:Run"] = "false" });

        Assert.DoesNotContain(host.Get<IEnumerable<IHostedService>>(), s => s is JobWatch or SignalPump);
        Assert.False(File.Exists(Path.Combine(database.Folder!, "jobs.db")));
    }

    [Fact]
    public async Task Scheduler_that_shows_no_sign_of_life_is_not_healthy()
    {
        var time = new ManualTimeProvider();
        var pulse = new JobPulse(time);
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync());
        pulse.Beat();
        Assert.Equal(HealthStatus.Healthy, await StatusAsync());

        time.Advance(JobPulse.Patience);
        Assert.Equal(HealthStatus.Unhealthy, await StatusAsync());

        async Task<HealthStatus> StatusAsync() => (await pulse.CheckHealthAsync(new HealthCheckContext())).Status;
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
}
