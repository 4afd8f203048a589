using Portal.Bff.Platform.Data;

namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// Visits every tenant whose work is due, several at once and each on its own: a tenant whose cloud fails or hangs is
/// left alone for a growing time and holds nobody up.
/// </summary>
internal sealed partial class TenantRounds(TenantLeases leases, TimeProvider time, ILogger<TenantRounds> logger) : IDisposable
{
    private const int AtOnce = 16;

    // Shorter than a lease, so that whoever is still at it holds the lease.
    private static readonly TimeSpan VisitLimit = TenantLeases.Duration - TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    /// <summary>Visits the due tenants and returns how many were visited. May run while an earlier call still does.</summary>
    public async Task<int> RunAsync(
        string kind, IReadOnlyCollection<string> tenants, Func<WorkLease, CancellationToken, Task<Visit>> visit, CancellationToken cancellationToken)
    {
        await leases.EnsureAsync(kind, tenants, cancellationToken);
        var due = await leases.DueAsync(kind, cancellationToken);
        var visits = await Task.WhenAll(due.Where(tenants.Contains).Select(t => VisitAsync(kind, t, visit, cancellationToken)));
        return visits.Count(v => v);
    }

    public void Dispose() => _places.Dispose();

    /// <summary>The pause after a number of failures in a row: doubling up to a minute, a fifth more or less by chance.</summary>
    public static TimeSpan Pause(int attempts, double chance) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(attempts, 10))) * (0.8 + (0.4 * chance)));

    private async Task<bool> VisitAsync(
        string kind, string tenant, Func<WorkLease, CancellationToken, Task<Visit>> visit, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            if (await leases.TryTakeAsync(kind, tenant, cancellationToken) is not { } lease)
            {
                return false;
            }

            using var limit = new CancellationTokenSource(VisitLimit, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            Visit result;
            try
            {
                result = await visit(lease, both.Token);
            }
            catch (LeaseLostException exception)
            {
                LogLost(logger, exception.Message);
                return true;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                result = Visit.Failed("Timeout");
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !DbErrors.IsUnavailable(exception))
            {
                // One tenant's fault must not stop the others; the row keeps it visible as failing.
                LogFault(logger, exception, kind, tenant);
                result = Visit.Failed(exception.GetType().Name);
            }

            await ReleaseAsync(lease, result, cancellationToken);
            return true;
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task ReleaseAsync(WorkLease lease, Visit result, CancellationToken cancellationToken)
    {
        if (result.Trouble is null)
        {
            await leases.ReleaseAsync(lease, lease.TakenAt + result.Next, null, null, cancellationToken);
            return;
        }

        var now = time.GetUtcNow();
        var attempts = lease.Attempts + 1;
        var retryAfter = result.RetryAfter > LongestRetryAfter ? LongestRetryAfter : result.RetryAfter;
        var pause = Pause(attempts, Random.Shared.NextDouble());
        var next = now + (retryAfter > pause ? retryAfter.Value : pause);
        LogTrouble(logger, lease.Kind, lease.Tenant, result.Trouble, attempts);
        await leases.ReleaseAsync(lease, next, retryAfter is null ? null : now + retryAfter, result.Trouble, cancellationToken);
    }

    [LoggerMessage(700, LogLevel.Warning, "{Kind} for {Tenant}: {Trouble} ({Attempts} in a row)")]
    private static partial void LogTrouble(ILogger logger, string kind, string tenant, string trouble, int attempts);

    [LoggerMessage(701, LogLevel.Error, "{Kind} for {Tenant} failed")]
    private static partial void LogFault(ILogger logger, Exception exception, string kind, string tenant);

    [LoggerMessage(702, LogLevel.Information, "{Message}")]
    private static partial void LogLost(ILogger logger, string message);
}
