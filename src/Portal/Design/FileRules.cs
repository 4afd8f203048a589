namespace Portal.Design;

/// <summary>What the portal demands before it hands out files with keys.</summary>
internal static class FileRules
{
    /// <summary>The rule that the reason of a download breaks, or null.</summary>
    public static FieldError? Reason(string reason) =>
        reason.Length == 0 ? new("rule.required") : reason.Length is >= 3 and <= 200 && !reason.Any(char.IsControl) ? null : new("rule.reason");
}
