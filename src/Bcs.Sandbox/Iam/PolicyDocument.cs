using System.Text.RegularExpressions;

namespace Bcs.Sandbox.Iam;

/// <summary>A policy of IAM.</summary>
/// <param name="Statement">What it allows and denies.</param>
/// <param name="Version">Version of the policy language; 1.1.</param>
internal sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statement, string Version = "1.1")
{
    /// <summary>Whether policies together allow an action: some statement allows it and none denies it.</summary>
    public static bool Allows(IEnumerable<PolicyDocument> policies, string action)
    {
        var effects = policies.SelectMany(p => p.Statement).Where(s => s.Meets(action)).Select(s => s.Effect).ToHashSet();
        return effects.Contains(PolicyStatement.Allow) && !effects.Contains(PolicyStatement.Deny);
    }
}

/// <summary>A statement of a policy.</summary>
/// <param name="Effect"><see cref="Allow"/> or <see cref="Deny"/>.</param>
/// <param name="Action">Actions of table 6-1; <c>*</c> stands for any text, as in <c>bcs:*:get*</c>.</param>
internal sealed record PolicyStatement(string Effect, IReadOnlyList<string> Action)
{
    public const string Allow = "Allow";
    public const string Deny = "Deny";

    /// <summary>Whether the statement speaks of an action.</summary>
    public bool Meets(string action) => Action.Any(pattern => Matches(pattern, action));

    /// <summary>Whether a pattern covers an action. Case does not count, as in IAM.</summary>
    public static bool Matches(string pattern, string action) => Regex.IsMatch(
        action, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
