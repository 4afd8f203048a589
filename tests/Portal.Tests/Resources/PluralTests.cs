using System.Text.RegularExpressions;

using Portal.Resources;

namespace Portal.Tests.Resources;

/// <summary>English has a word for one and another for many; a text with a number has to know which.</summary>
public sealed partial class PluralTests
{
    // Their numbers are limits, or begin where there are several.
    private static readonly string[] NeverOne = ["rule.edgeNodes", "scale.addPeers.full", "monitoring.tooMany", "monitoring.range.wrong.text", "until.months", "until.years"];

    private static readonly Texts Texts = new();

    [Fact]
    public void Text_that_counts_has_a_form_for_one_and_a_form_for_many()
    {
        var keys = Texts.Keys(Texts.English);

        Assert.DoesNotContain(keys, k => !k.EndsWith(".many", StringComparison.Ordinal) && !NeverOne.Contains(k) && ManyRegex().IsMatch(Texts[k]));
        Assert.DoesNotContain(keys, k => Texts[k].Contains("(s)", StringComparison.Ordinal));
        foreach (var language in Texts.Languages)
        {
            var all = Texts.Keys(language);
            Assert.DoesNotContain(all, k => k.EndsWith(".many", StringComparison.Ordinal) && k is not ("consortium.many" or "invite.many") && !all.Contains(k[..^4] + "one"));
        }
    }

    [Fact]
    public void A_text_that_says_one_peers_would_be_found() => Assert.Matches(ManyRegex(), "{1} of {0} peers");

    [GeneratedRegex(@"\{0(:[^}]*)?\} (peers|nodes|orderers|organizations|channels|services|alarms|companies|certificates|operations|events|transactions|months|years|days|fields|addresses|instances|edge nodes|hours|minutes|records|users|keys|files)\b|\{\d\} of \{\d\} (?!places|invitations)[a-z]+s\b")]
    private static partial Regex ManyRegex();
}
