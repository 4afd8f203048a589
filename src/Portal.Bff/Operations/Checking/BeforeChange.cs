using System.Text.Json;
using System.Text.Json.Serialization;

using Portal.Bff.Audit;

namespace Portal.Bff.Operations.Checking;

/// <summary>One thing as it was before a change was sent, and as the change asks it to be.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Was">Its state before.</param>
/// <param name="Asked">The state asked for.</param>
internal sealed record ThingBefore(string Thing, string Was, string Asked);

/// <summary>What was seen before a change was sent.</summary>
/// <param name="At">When, by the cloud's own clock, to the second, UTC: what it did before cannot be the change. Null if it did not tell.</param>
/// <param name="Looked">When, by the portal's clock, UTC: what was over before then was seen. Null without a look.</param>
/// <param name="Things">The things that the change is about; empty without a look.</param>
internal sealed record SeenBefore(DateTime? At, DateTime? Looked, IReadOnlyList<ThingBefore> Things);

/// <summary>What the things are now.</summary>
internal enum StateNow
{
    /// <summary>It was not looked at, before or now.</summary>
    NotSeen,

    /// <summary>All as they were before.</summary>
    AsBefore,

    /// <summary>All as asked for.</summary>
    AsAsked,

    /// <summary>Something between: some of them, or in a third state.</summary>
    Other,
}

/// <summary>The look before a change is sent, as it is recorded with the intent: a member of the recorded request, since format version 1 has no field for it.</summary>
internal static class BeforeChange
{
    private static readonly SeenBefore Nothing = new(null, null, []);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The call with what was seen; as it is if that could prove nothing later.</summary>
    /// <param name="call">The call.</param>
    /// <param name="proof">What proves it.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="looked">When the look began, by the portal's clock.</param>
    /// <param name="at">When, by the cloud's own clock.</param>
    public static AuditCall AddTo(AuditCall call, ChangeProof proof, Sighting seen, DateTimeOffset looked, DateTimeOffset? at)
    {
        var things = new List<ThingBefore>();
        foreach (var asked in proof.Asks(ChangeCall.Of(call)))
        {
            if (seen.StateOf(asked.Thing) is not { } was || asked.After(was) is not { } after)
            {
                return call;
            }

            if (was != after)
            {
                things.Add(new ThingBefore(asked.Thing, was, after));
            }
            else if (!asked.MayHold)
            {
                // It has the state asked for already: seeing it later would prove nothing.
                return call;
            }
        }

        return things.Count == 0
            ? call
            : call with { Request = AuditMembers.Add(call.Request, AuditMembers.Before, w => JsonSerializer.Serialize(w, new SeenBefore(at?.UtcDateTime, looked.UtcDateTime, things), Json)) };
    }

    /// <summary>What was seen before, of a recorded request.</summary>
    public static SeenBefore Of(string? request)
    {
        try
        {
            using var recorded = JsonDocument.Parse(request ?? "{}");
            return recorded.RootElement.ValueKind is JsonValueKind.Object && recorded.RootElement.TryGetProperty(AuditMembers.Before, out var seen)
                ? seen.Deserialize<SeenBefore>(Json) ?? Nothing
                : Nothing;
        }
        catch (JsonException)
        {
            // A very long request is cut where it is recorded; what was seen before is lost with its end.
            return Nothing;
        }
    }

    /// <summary>How things stand now, compared with what was seen before.</summary>
    public static StateNow Compare(IReadOnlyList<ThingBefore> before, Sighting now) =>
        before.Count == 0 ? StateNow.NotSeen
        : before.All(t => now.StateOf(t.Thing) == t.Asked) ? StateNow.AsAsked
        : before.All(t => now.StateOf(t.Thing) == t.Was) ? StateNow.AsBefore
        : StateNow.Other;
}
