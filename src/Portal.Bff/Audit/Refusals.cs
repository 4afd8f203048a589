using System.Text.Json;

using Portal.Bff.Platform.Data;
using Portal.Contracts.Audit;

namespace Portal.Bff.Audit;

/// <summary>
/// Records what strangers are refused, so that a flood of it fills no disk. Of each address the first five refusals of a minute
/// are entries of their own, durable before their answer; what follows in that minute is counted in memory and becomes one entry
/// for each address and log at its end. No more than a thousand addresses are told apart, the rest are "others".
/// </summary>
internal sealed partial class Refusals(IAuditLog audit, TimeProvider time, ILogger<Refusals> logger) : EveryMinute(time, logger)
{
    /// <summary>So many refusals of an address and minute are entries of their own.</summary>
    public const int OwnEntries = 5;

    /// <summary>So many addresses are told apart in a minute.</summary>
    public const int MostAddresses = 1000;

    /// <summary>The name of all addresses beyond those.</summary>
    public const string Others = "others";

    private const int MostKinds = 20;
    private const int AtOnce = 64;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock _lock = new();
    private Dictionary<string, Seen> _addresses = new(StringComparer.Ordinal);
    private DateTimeOffset _since = time.GetUtcNow();

    /// <summary>Records a refusal in the logs of those whom it concerns, or counts it. It is not given up with its caller: who hangs up is refused as well.</summary>
    /// <returns>Id of the first entry, or null if it was counted.</returns>
    public async ValueTask<string?> RecordAsync(AuditCall call, AuditResult result, IReadOnlyCollection<string> logs)
    {
        call = Short(call);
        var (group, kind) = (AddressGroup.Of(call.Address), Kind.Of(call, result));
        Seen seen;
        lock (_lock)
        {
            (var address, seen) = Find(group);
            if (address == Others || seen.Own == OwnEntries)
            {
                seen.Count(logs, kind, 1);
                return null;
            }

            seen.Own++;
        }

        LogRefused(Logger, call.Operation, call.Tenant, result.UpstreamCode);
        var written = new List<string>(logs.Count);
        try
        {
            foreach (var log in logs)
            {
                written.Add(await audit.RecordAsync(call with { Tenant = log }, result, CancellationToken.None));
            }
        }
        catch (AuditUnavailableException exception)
        {
            // What becomes no entry has used none, and is counted until it can be recorded. What is only late is not counted as well.
            var missing = logs.Skip(written.Count).ToList();
            var used = written.Count > 0;
            Keep(missing.Skip(1));
            exception.WhenLost(_ =>
            {
                Keep(missing.Take(1));
                lock (_lock)
                {
                    seen.Own -= used ? 0 : 1;
                }
            });
            throw;

            void Keep(IEnumerable<string> lost)
            {
                lock (_lock)
                {
                    Find(group).Seen.Count(lost, kind, 1);
                }
            }
        }

        return written.FirstOrDefault();
    }

    /// <summary>Counts what was turned away before anybody looked at it.</summary>
    public void Count(string? address, string code)
    {
        lock (_lock)
        {
            Find(AddressGroup.Of(address)).Seen.Count([AuditCall.PortalTenant], new Kind(null, code, null), 1);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Seen> addresses;
        DateTimeOffset from;
        var to = Time.GetUtcNow();
        lock (_lock)
        {
            (addresses, _addresses) = (_addresses, new(StringComparer.Ordinal));
            (from, _since) = (_since, to);
        }

        foreach (var some in addresses.SelectMany(a => a.Value.Logs.Select(log => (Address: a.Key, Log: log.Key, Kinds: log.Value))).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(s => RecordAsync(s.Address, s.Log, s.Kinds, from, to, cancellationToken)));
        }
    }

    private async Task RecordAsync(
        string address, string log, IReadOnlyDictionary<Kind, long> kinds, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var refused = kinds.OrderByDescending(k => k.Value).Select(k => new { operation = k.Key.Operation, code = k.Key.Code, user = k.Key.User, count = k.Value });
        var call = new AuditCall
        {
            Tenant = log, Actor = AuditActor.Anonymous, Operation = AuditEvents.CountedRefusals, Address = address,
            Request = JsonSerializer.Serialize(new { from, to, refused }, Json),
        };
        try
        {
            await audit.RecordAsync(call, new AuditResult(AuditOutcomes.Denied), cancellationToken);
        }
        catch (AuditUnavailableException exception)
        {
            exception.WhenLost(lost =>
            {
                LogKept(Logger, log, lost);

                // What a caller wrote must not keep the counts of an address out of the log for ever.
                var refusedText = lost.InnerException is { } reason && DbErrors.IsRefused(reason);
                lock (_lock)
                {
                    _since = from < _since ? from : _since;
                    var seen = Find(address).Seen;
                    foreach (var (kind, count) in kinds)
                    {
                        seen.Count([log], refusedText ? kind with { User = null } : kind, count);
                    }
                }
            });
        }
    }

    /// <summary>The call without what a stranger made long: whatever of it stands in the request line.</summary>
    private static AuditCall Short(AuditCall call) => call with
    {
        Method = ShortText.Of(call.Method), Path = ShortText.Of(call.Path), BlockchainId = ShortText.Of(call.BlockchainId), Channel = ShortText.Of(call.Channel),
        Organization = ShortText.Of(call.Organization), User = ShortText.Of(call.User),
    };

    private (string Address, Seen Seen) Find(string address)
    {
        if (!_addresses.TryGetValue(address, out var seen))
        {
            if (_addresses.Count >= MostAddresses)
            {
                address = Others;
            }

            if (!_addresses.TryGetValue(address, out seen))
            {
                _addresses[address] = seen = new Seen();
            }
        }

        return (address, seen);
    }

    /// <summary>What is counted together. Nothing of it is a caller's own text but the user, a long one cut, and of those only so many are kept.</summary>
    private sealed record Kind(string? Operation, string? Code, string? User)
    {
        public static readonly Kind Rest = new(null, null, null);

        public static Kind Of(AuditCall call, AuditResult result) => new(call.Operation, result.UpstreamCode, call.User);
    }

    private sealed class Seen
    {
        private readonly Dictionary<string, Dictionary<Kind, long>> _logs = new(StringComparer.Ordinal);

        public int Own { get; set; }

        public IReadOnlyDictionary<string, Dictionary<Kind, long>> Logs => _logs;

        public void Count(IEnumerable<string> logs, Kind kind, long count)
        {
            foreach (var log in logs)
            {
                if (!_logs.TryGetValue(log, out var kinds))
                {
                    _logs[log] = kinds = [];
                }

                var counted = kinds.ContainsKey(kind) || kinds.Count < MostKinds ? kind : Kind.Rest;
                kinds[counted] = kinds.GetValueOrDefault(counted) + count;
            }
        }
    }

    [LoggerMessage(320, LogLevel.Information, "Refused {Operation} for {Tenant}: {Code}")]
    private static partial void LogRefused(ILogger logger, string operation, string tenant, string? code);

    [LoggerMessage(321, LogLevel.Warning, "Counted refusals of {Tenant} could not be recorded and are kept")]
    private static partial void LogKept(ILogger logger, string tenant, Exception exception);
}
