using Portal.Resources;

namespace Portal.Design;

/// <summary>Names of steps in the reader's language. The cloud names them in English; one that is not known stays as it is.</summary>
internal static class StepText
{
    private static readonly (string Key, string Before, string? Between)[] Patterns =
    [
        ("step.startPeers", "Start peers of ", null), ("step.stopPeers", "Stop peers of ", null), ("step.createChannel", "Create channel ", null),
        ("step.deleteChannel", "Delete channel ", null), ("step.deleteOrganization", "Delete organization ", null), ("step.addPeers", "Add peers of ", " to "),
        ("step.removePeers", "Remove peers of ", " from "), ("step.remove", "Remove ", " from "),
    ];

    /// <summary>The name of a step or of a part of one.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="name">The cloud's name.</param>
    public static string Name(Texts texts, string name)
    {
        if (texts.Find("step." + name) is { } known)
        {
            return known;
        }

        foreach (var (key, before, between) in Patterns)
        {
            if (!name.StartsWith(before, StringComparison.Ordinal))
            {
                continue;
            }

            var rest = name[before.Length..];
            if (between is null)
            {
                return texts[key, rest];
            }

            if (rest.LastIndexOf(between, StringComparison.Ordinal) is > 0 and var at)
            {
                return texts[key, rest[..at], rest[(at + between.Length)..]];
            }
        }

        return name;
    }
}
