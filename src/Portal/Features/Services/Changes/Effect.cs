using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Changes;

/// <summary>One thing that differs before and after a change.</summary>
/// <param name="Subject">What.</param>
/// <param name="Before">How it is.</param>
/// <param name="After">How it will be.</param>
public sealed record Effect(string Subject, string Before, string After)
{
    /// <summary>Something is lost.</summary>
    public bool Loss { get; init; }

    /// <summary>What differs between two states.</summary>
    public static IReadOnlyList<Effect> Between(Texts texts, IEnumerable<MemberFact> before, IEnumerable<MemberFact> after)
    {
        var (old, now) = (before.ToDictionary(f => f.Subject), after.ToDictionary(f => f.Subject));
        return
        [
            .. old.Values.Where(f => now.GetValueOrDefault(f.Subject) != f)
                .Select(f => new Effect(f.Subject, Say(texts, f), Say(texts, now.GetValueOrDefault(f.Subject)))),
            .. now.Values.Where(f => !old.ContainsKey(f.Subject)).Select(f => new Effect(f.Subject, Say(texts, null), Say(texts, f))),
        ];
    }

    private static string Say(Texts texts, MemberFact? fact) =>
        fact is null ? texts["change.absent"]
        : fact.Count is { } count ? texts.Count("change.peers", count)
        : texts["change.present"];
}
