using System.Text.Json;

using Portal.Contracts.Audit;

namespace Portal.Bff.Audit;

/// <summary>
/// Counts what background work reads upstream and records it as one entry for each tenant and minute. Counts that could
/// not be recorded are kept for the next minute.
/// </summary>
internal sealed partial class BackgroundReads(IAuditLog audit, TimeProvider time, ILogger<BackgroundReads> logger) : EveryMinute(time, logger)
{
    /// <summary>Operation of these entries; lists hide them unless asked.</summary>
    public const string Operation = AuditEvents.BackgroundReads;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock _lock = new();
    private Dictionary<Key, long> _counts = [];
    private DateTimeOffset _since = time.GetUtcNow();

    /// <summary>Counts one read.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="operationId">Catalogue id.</param>
    /// <param name="status">HTTP status, or null if no complete answer came.</param>
    public void Count(string tenant, string operationId, int? status) => Add(new Key(tenant, operationId, status), 1);

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<Key, long> counts;
        DateTimeOffset from;
        var to = Time.GetUtcNow();
        lock (_lock)
        {
            (counts, _counts) = (_counts, []);
            (from, _since) = (_since, to);
        }

        foreach (var tenant in counts.GroupBy(c => c.Key.Tenant, StringComparer.Ordinal))
        {
            try
            {
                await RecordAsync(tenant.Key, tenant, from, to, cancellationToken);
            }
            catch (AuditUnavailableException e)
            {
                e.WhenLost(lost =>
                {
                    LogKept(Logger, lost, tenant.Key);
                    foreach (var (key, count) in tenant)
                    {
                        Add(key, count);
                    }

                    lock (_lock)
                    {
                        _since = from < _since ? from : _since;
                    }
                });
            }
        }
    }

    private async Task RecordAsync(
        string tenant, IEnumerable<KeyValuePair<Key, long>> counts, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var calls = counts.OrderBy(c => c.Key.Operation, StringComparer.Ordinal).ThenBy(c => c.Key.Status)
            .Select(c => new { operation = c.Key.Operation, status = c.Key.Status, count = c.Value });
        var call = new AuditCall
        {
            Tenant = tenant, Actor = AuditActor.System, Operation = Operation, Credential = "tenant",
            Request = JsonSerializer.Serialize(new { from, to, calls }, Json),
        };
        await audit.RecordAsync(call, new AuditResult(AuditOutcomes.Succeeded), cancellationToken);
    }

    private void Add(Key key, long count)
    {
        lock (_lock)
        {
            _counts[key] = _counts.GetValueOrDefault(key) + count;
        }
    }

    private readonly record struct Key(string Tenant, string Operation, int? Status);

    [LoggerMessage(310, LogLevel.Warning, "Background reads of {Tenant} could not be recorded and are kept")]
    private static partial void LogKept(ILogger logger, Exception exception, string tenant);
}
