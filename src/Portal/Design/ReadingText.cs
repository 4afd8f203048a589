using Portal.Contracts;
using Portal.Resources;

namespace Portal.Design;

/// <summary>Words for a list that was never read: what happened, what that means, who has to act.</summary>
internal static class ReadingText
{
    /// <summary>What happened.</summary>
    public static string Title(Texts texts, Reading reading) => texts[$"unread.{reading.State}.title"];

    /// <summary>Why, and what it means.</summary>
    public static string Meaning(Texts texts, Reading reading) => reading.Problem is { } problem
        ? $"{UpstreamTexts.Explain(texts, problem) ?? texts["problem.upstream_unreachable.title"]} ({problem}) {texts["unread.failed.text"]}"
        : texts["unread.pending.text"];

    /// <summary>Who has to act; empty while nothing has failed.</summary>
    public static string Remedy(Texts texts, Reading reading) => reading.Who is { } who ? texts["unread.who." + who] : "";
}
