using Bcs.Api.Catalogue;

namespace Bcs.Sandbox.Engine;

/// <summary>The fault rules in force.</summary>
internal sealed class FaultTable
{
    /// <summary>Name under which rules meet the IAM calls.</summary>
    public const string Iam = "iam";

    private readonly Lock _gate = new();
    private List<Entry> _entries = [];

    /// <summary>The rules, with what is left of their counts.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Select(e => e.Rule with { Count = e.Left })];
            }
        }
    }

    /// <summary>Why a rule cannot be taken, or null.</summary>
    public static string? Check(FaultRule? rule) => rule switch
    {
        null => "a rule must be an object",
        { Operation: { } o } when o != Iam && BcsOperations.Find(o) is null => $"operation {o} is not in the catalogue",
        { Count: <= 0 } => "count must be positive",
        { LatencyMs: < 0 or > 600_000 } => "latencyMs must be 0 to 600000",
        { Status: < 200 or > 599 } => "status must be 200 to 599",
        { RetryAfterSeconds: < 0 } => "retryAfterSeconds must not be negative",
        { Status: null, Html: false, Code: not null } => "code needs a status",
        { Status: null, RetryAfterSeconds: not null } => "retryAfterSeconds needs a status",
        _ => null,
    };

    public void Replace(IEnumerable<FaultRule> rules)
    {
        lock (_gate)
        {
            _entries = [.. rules.Select(r => new Entry(r) { Left = r.Count })];
        }
    }

    /// <summary>The rule that meets a call, whose count goes down by this; null if none.</summary>
    /// <param name="operation">Operation id, or <see cref="Iam"/>.</param>
    /// <param name="tenant">Tenant, if known.</param>
    public FaultRule? Take(string operation, string? tenant)
    {
        lock (_gate)
        {
            var entry = _entries.Find(e => e.Left is not 0 && Matches(e.Rule, operation, tenant));
            if (entry is { Left: > 0 })
            {
                entry.Left--;
            }

            return entry?.Rule;
        }
    }

    private static bool Matches(FaultRule rule, string operation, string? tenant) =>
        (rule.Operation is null ? operation != Iam : rule.Operation == operation) && (rule.Tenant is null || rule.Tenant == tenant);

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public int? Left { get; set; }
    }
}
