using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>Finds the alarms that 5.3.1 and 5.3.2 ask for.</summary>
internal static class AlarmQuery
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Reads the request and finds its alarms.</summary>
    /// <param name="call">The call.</param>
    /// <param name="found">The request, its range in milliseconds, and the alarms in its order.</param>
    /// <returns>Why not, or null.</returns>
    public static BcsFault? Read(BcsCall call, out (AlarmRequest Request, long From, long To, IReadOnlyList<Alarm> Alarms) found)
    {
        found = default;
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.Read<AlarmRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        var now = call.Now / NanosecondsPerMillisecond;
        if (request.Check(now) is { } fault)
        {
            return fault;
        }

        var (from, to) = request.Range(now)!.Value;
        found = (request, from, to, Find(call, service, request, from, to));
        return null;
    }

    private static IReadOnlyList<Alarm> Find(BcsCall call, ServiceState service, AlarmRequest request, long from, long to)
    {
        var alarms = Alarms.Of(call.Tenant, service, from * NanosecondsPerMillisecond, call.Now).Where(a => a.StartsAt / NanosecondsPerMillisecond <= to);
        alarms = call.Query["type"].ToString() switch
        {
            "active_alert" => alarms.Where(a => a.IsActive(call.Now)),
            "history_alert" => alarms.Where(a => !a.IsActive(call.Now)),
            _ => alarms,
        };
        return Sorted(call, request, alarms.Where(a => Matches(request, a.Dimensions(call.Now))));
    }

    private static bool Matches(AlarmRequest request, IReadOnlyList<Dimension> dimensions)
    {
        if (request.Search is { Length: > 0 } text && !dimensions.Any(d => d.Value.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var relations = request.MetadataRelation ?? [];
        var any = relations.Where(r => r!.Kind == "OR").ToList();
        return relations.Where(r => r!.Kind == "AND").All(Holds) && !relations.Where(r => r!.Kind == "NOT").Any(Holds) && (any.Count == 0 || any.Exists(Holds));

        bool Holds(AlarmRequest.Relation? relation) => dimensions.Any(d => d.Name == relation!.Key && relation.Value!.Contains(d.Value));
    }

    private static IReadOnlyList<Alarm> Sorted(BcsCall call, AlarmRequest request, IEnumerable<Alarm> alarms)
    {
        var keys = request.Sort?.OrderBy is { Count: > 0 } asked ? asked : ["starts_at"];
        var sorted = alarms.OrderBy(a => Value(a, keys[0]), StringComparer.Ordinal);
        sorted = keys.Skip(1).Aggregate(sorted, (s, key) => s.ThenBy(a => Value(a, key), StringComparer.Ordinal));
        // The newest first unless the request says otherwise.
        return request.Sort?.Order is "asc" ? [.. sorted] : [.. sorted.Reverse()];

        string Value(Alarm alarm, string key) => alarm.Dimensions(call.Now).FirstOrDefault(d => d.Name == key)?.Value ?? "";
    }
}
