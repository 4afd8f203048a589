using System.Globalization;

using Bcs.Api.Catalogue;
using Bcs.Api.Errors;

namespace Bcs.Sandbox.Engine;

/// <summary>The fault rules in force.</summary>
internal sealed class FaultTable
{
    /// <summary>Name under which rules meet the IAM calls.</summary>
    public const string Iam = "iam";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"];

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
        { Method: { } m } when !Methods.Contains(m, StringComparer.OrdinalIgnoreCase) => $"method must be one of {string.Join(", ", Methods)}",
        { Path: { } p } when !p.StartsWith('/') => "path must start with /",
        { Probability: not (> 0 and <= 1) } => "probability must be above 0 and up to 1",
        { Count: <= 0 } => "count must be positive",
        { LatencyMs: < 0 or > 600_000 } => "latencyMs must be 0 to 600000",
        { Status: < 200 or > 599 } => "status must be 200 to 599",
        { RecordsHiddenSeconds: < 0 or > 31_536_000 } => "recordsHiddenSeconds must be 0 to 31536000",
        { RetryAfterSeconds: < 0 } => "retryAfterSeconds must not be negative",
        { Status: null, Html: false, Code: not null } => "a code that the catalogue does not have needs a status",
        { Status: null, RetryAfterSeconds: not null } => "retryAfterSeconds needs a status",
        { Status: null, Message: not null } => "message needs a status",
        { Html: false, Act: true } => "act needs html",
        { FailAtStep: { Step: null or "" } or { Code: null or "" } or { Message: null } } => "failAtStep needs step, code and message",
        { StallAtStep: "" } or { JumpToStep: "" } => "stallAtStep and jumpToStep must name a step",
        _ when Outcomes(rule) > 1 => "a call has one outcome: status or html, malformedJson, or one of the timeouts, drops and cutBody",
        _ => null,
    };

    /// <summary>How many answers, or ways to get none, a rule gives a call.</summary>
    private static int Outcomes(FaultRule rule) => ((bool[])
        [rule.Html || rule.Status is not null, rule.MalformedJson, rule.TimeoutBefore, rule.TimeoutAfter, rule.DropBefore, rule.DropAfter, rule.CutBody]).Count(o => o);

    public void Replace(IEnumerable<FaultRule> rules)
    {
        lock (_gate)
        {
            _entries = [.. rules.Select(r => new Entry(r) { Left = r.Count })];
        }
    }

    /// <summary>The rule with the status that the catalogue gives to its code, if it has none itself.</summary>
    public static FaultRule? Complete(FaultRule? rule) => rule is { Status: null, Html: false, Code: { } code }
        ? rule with { Status = ErrorCatalogue.Lookup(code, CultureInfo.InvariantCulture)?.Status }
        : rule;

    /// <summary>The rule that meets a call, whose count goes down by this; null if none.</summary>
    /// <param name="operation">Operation id, or <see cref="Iam"/>.</param>
    /// <param name="tenant">Tenant, if known.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path of the call.</param>
    /// <param name="seed">Decides about rules that do not always apply.</param>
    public FaultRule? Take(string operation, string? tenant, string method, string path, int seed)
    {
        lock (_gate)
        {
            for (var i = 0; i < _entries.Count; i++)
            {
                var entry = _entries[i];
                if (entry.Left is 0 || !Matches(entry.Rule, operation, tenant, method, path)
                    || (entry.Rule.Probability < 1 && Seeded.Fraction(seed, string.Create(CultureInfo.InvariantCulture, $"fault|{i}|{entry.Draws++}")) >= entry.Rule.Probability))
                {
                    continue;
                }

                entry.Left -= entry.Left is null ? 0 : 1;
                return entry.Rule;
            }

            return null;
        }
    }

    private static bool Matches(FaultRule rule, string operation, string? tenant, string method, string path) =>
        (rule.Operation is null ? operation != Iam || rule.Path is not null : rule.Operation == operation)
        && (rule.Tenant is null || rule.Tenant == tenant)
        && (rule.Method is null || rule.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (rule.Path is null || Fits(rule.Path, path));

    private static bool Fits(string template, string path)
    {
        var (parts, given) = (template.TrimEnd('/').Split('/'), path.TrimEnd('/').Split('/'));
        return parts.Length == given.Length && parts.Zip(given).All(p => p.First == p.Second || (p.First.StartsWith('{') && p.First.EndsWith('}')));
    }

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public int? Left { get; set; }

        /// <summary>How often it was left to chance.</summary>
        public int Draws { get; set; }
    }
}
