using Portal.Features.Services.Members;

namespace Portal.Features.Services.Topology;

/// <summary>The colour and dashes of each channel. They come from its name, so that a channel keeps them when others are made or deleted.</summary>
internal static class ChannelLooks
{
    /// <summary>How many looks there are; further channels share them, and their names tell them apart.</summary>
    public const int Count = 8;

    /// <summary>The look of each channel by its name, from 0.</summary>
    /// <param name="channels">The channels of a service.</param>
    public static IReadOnlyDictionary<string, int> Of(IEnumerable<MemberChannel> channels)
    {
        var looks = new Dictionary<string, int>();
        var used = new int[Count];

        // The oldest choose first: a new channel never takes the look of one that people know.
        foreach (var channel in channels.OrderBy(c => c.CreatedAt ?? DateTimeOffset.MaxValue).ThenBy(c => c.Name, StringComparer.Ordinal))
        {
            var wanted = (int)(Hash(channel.Name) % Count);
            var look = Enumerable.Range(wanted, Count).Select(i => i % Count).MinBy(i => used[i]);
            used[look]++;
            looks[channel.Name] = look;
        }

        return looks;
    }

    // FNV-1a: string.GetHashCode differs in each process.
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}
