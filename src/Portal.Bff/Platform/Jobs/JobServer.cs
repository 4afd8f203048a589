using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;

namespace Portal.Bff.Platform.Jobs;

/// <summary>The scheduler's server in this process: its workers, and who looks at the schedule.</summary>
internal sealed class JobServer(JobStore store, JobPulse pulse, IJobFilterProvider filters, IServiceScopeFactory scopes, IEnumerable<JobRegistration> registrations)
{
    // Beside a worker for each loop: for the other jobs, and for a loop's successor.
    private const int Others = 2;

    // It waits for its own bookkeeping as well, which lasts for as long as the store is away.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(3);

    /// <summary>Starts it; it stops when the result is disposed.</summary>
    public IAsyncDisposable Start() => new Running(new BackgroundJobServer(
        new BackgroundJobServerOptions
        {
            Activator = new AspNetCoreJobActivator(scopes),
            FilterProvider = filters,
            WorkerCount = registrations.Count(r => r.IsLoop) + Others,

            // How late a job of the schedule may be.
            SchedulePollingInterval = TimeSpan.FromSeconds(5),
            CancellationCheckInterval = TimeSpan.FromSeconds(15),
            HeartbeatInterval = TimeSpan.FromSeconds(10),
            // One that cannot tell of itself would end its runs, and loops outlive the store. More than a day is not taken.
            ServerTimeout = TimeSpan.FromHours(24),
            ServerCheckInterval = TimeSpan.FromSeconds(20),
            StopTimeout = TimeSpan.Zero,
            ShutdownTimeout = StopLimit,
        },
        store,
        [pulse]));

    private sealed class Running(BackgroundJobServer server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            using var limit = new CancellationTokenSource(StopLimit);
            server.SendStop();
            await server.WaitForShutdownAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            server.Dispose();
        }
    }
}
