using System.Text.RegularExpressions;

namespace Portal.Tests.Resources;

/// <summary>Finds words that stand in markup instead of in the texts.</summary>
internal static partial class RazorText
{
    /// <summary>Words between tags, and in attributes that people read or hear.</summary>
    public static IEnumerable<string> Literals(string razor)
    {
        var markup = CommentRegex().Replace(razor, "");
        var code = markup.IndexOf("@code", StringComparison.Ordinal);
        var html = code < 0 ? markup : markup[..code];
        html = string.Join('\n', html.Split('\n').Where(line => !DirectiveRegex().IsMatch(line)));
        foreach (Match match in AttributeRegex().Matches(html))
        {
            yield return match.Value;
        }

        html = ExpressionRegex().Replace(html, "");
        foreach (Match match in TextRegex().Matches(html))
        {
            var text = match.Groups[1].Value;
            if (WordRegex().IsMatch(text))
            {
                yield return text.Trim();
            }
        }
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex CommentRegex();

    [GeneratedRegex(@"^\s*(@(?!\()|[{}]|else|if \(|foreach \(|for \(|var |case |break|default)")]
    private static partial Regex DirectiveRegex();

    [GeneratedRegex("""\b(?:title|aria-label|placeholder|alt|Title|Text|Label|Purpose|Hint)="(?!@|\s*")[^"]*[A-Za-z\u4e00-\u9fff]{2}[^"]*"|\blabel="(?!@)[^"]+" """)]
    private static partial Regex AttributeRegex();

    // @(...) and @name["..."] and @name.Member(...): nothing of it is text.
    [GeneratedRegex("""@\((?>[^()]+|\((?<d>)|\)(?<-d>))*(?(d)(?!))\)|@[A-Za-z_][\w.]*(?:\[[^\]]*\]|\((?>[^()]+|\((?<e>)|\)(?<-e>))*(?(e)(?!))\))*(?:\.\w+)*""")]
    private static partial Regex ExpressionRegex();

    [GeneratedRegex("""(?<=[^=\-])>([^<>{}]+)<(?=[A-Za-z/!])""")]
    private static partial Regex TextRegex();

    [GeneratedRegex("[A-Za-z\u4e00-\u9fff]{2}")]
    private static partial Regex WordRegex();
}
