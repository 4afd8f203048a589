using Portal.Bff.Audit;

namespace Portal.Bff.Operations.Checking;

/// <summary>What a change names: the part of a call that says what it is about.</summary>
/// <param name="Operation">Catalogue id.</param>
/// <param name="BlockchainId">Service that the path names, or null.</param>
/// <param name="Channel">Channel that the path names, or null.</param>
/// <param name="Request">Redacted body as JSON, or null.</param>
internal sealed record ChangeCall(string Operation, string? BlockchainId, string? Channel, string? Request)
{
    /// <summary>The service on which it works, also where only the body names it.</summary>
    public string? Service => UnclearRequest.ServiceId(Operation, Request) ?? BlockchainId;

    /// <summary>What the audit knows of a call.</summary>
    public static ChangeCall Of(AuditCall call) => new(call.Operation, call.BlockchainId, call.Channel, call.Request);
}

/// <summary>One thing that a change is about and what the change makes of it.</summary>
/// <param name="Thing">
/// Its name as a path. A thing includes those whose paths begin with its own: a change of an organisation touches what the organisation has in channels.
/// </param>
/// <param name="State">The state asked for; null where it follows from the one before, or where nothing is asked.</param>
internal sealed record Asked(string Thing, string? State)
{
    /// <summary>By how much a number is to grow or shrink.</summary>
    public int By { get; init; }

    /// <summary>True if a request may name the thing as it is already, beside others that it changes.</summary>
    public bool MayHold { get; init; }

    /// <summary>The state asked for of a thing that was seen in another, or null if none can be told.</summary>
    public string? After(string before) => By == 0 ? State : Count.Parse(before) is { } number ? Count.Text(number + By) : null;

    /// <summary>True if two changes are about the same thing, or one about a part of the other's. The empty thing is every thing.</summary>
    public static bool Meet(string one, string other) =>
        one == other || one.Length == 0 || other.Length == 0
        || one.StartsWith(other + "/", StringComparison.Ordinal) || other.StartsWith(one + "/", StringComparison.Ordinal);
}

/// <summary>Numbers as states.</summary>
internal static class Count
{
    public static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static long? Parse(string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
