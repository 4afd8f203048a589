using Portal.Shell;

namespace Portal.Features.Overview;

/// <summary>What waits about one service, or one thing that is about none.</summary>
/// <param name="Service">Id of the service, or null.</param>
/// <param name="Name">Name of the service, or null.</param>
/// <param name="Items">What waits, the worst first.</param>
public sealed record AttentionGroup(string? Service, string? Name, IReadOnlyList<Attention> Items)
{
    /// <summary>Groups of what waits: the one with the worst first, what is about one service together. Among equals the order of the items stays.</summary>
    /// <param name="items">What waits.</param>
    public static IReadOnlyList<AttentionGroup> Of(IEnumerable<Attention> items) =>
    [
        .. Attention.Sorted(items).Index().GroupBy(i => i.Item.Service is { } service ? "s/" + service : "i/" + i.Index)
            .Select(g => new AttentionGroup(g.First().Item.Service, g.Select(i => i.Item.About).FirstOrDefault(a => a is not null), [.. g.Select(i => i.Item)])),
    ];

    /// <summary>The first groups with so many items at most.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="most">How many items.</param>
    public static IEnumerable<AttentionGroup> First(IEnumerable<AttentionGroup> groups, int most)
    {
        foreach (var group in groups)
        {
            if (most <= 0)
            {
                yield break;
            }

            yield return group with { Items = [.. group.Items.Take(most)] };
            most -= group.Items.Count;
        }
    }
}
