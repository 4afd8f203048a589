using System.Text.RegularExpressions;

using Bcs.Api.Consortium;

using Portal.Features.Services.Members;

namespace Portal.Features.Services.Certificates;

/// <summary>An organisation of another consortium member, as the SDK configuration names it, 5.1.10.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">What stands for the name in domain names.</param>
/// <param name="Member">Name of the member that it belongs to; its own name if that is not known.</param>
public sealed partial record PartnerOrganization(string Name, string Hash, string Member)
{
    /// <summary>Those in a channel whose hash is known: it stands in the names of their peers, and where they joined by invitation.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="memberships">Who takes part in which channel.</param>
    public static IEnumerable<PartnerOrganization> Of(MemberChannel channel, IReadOnlyList<ConsortiumMember> memberships)
    {
        var inChannel = memberships.Where(m => m.ChannelName == channel.Name).ToList();
        foreach (var foreign in channel.Foreign.Where(f => f.Peers.Count > 0))
        {
            var hash = PeerName().Match(foreign.Peers[0]) is { Success: true } match ? match.Groups[1].Value
                : inChannel.SelectMany(m => m.InvitedOrgs ?? []).FirstOrDefault(o => o.Name == foreign.Name)?.NameHash;
            if (!string.IsNullOrEmpty(hash))
            {
                // Whoever was invited is listed with its organisations; the one that is not is the inviting party.
                var member = inChannel.Find(m => (m.InvitedOrgs ?? []).Any(o => o.NameHash == hash))?.InviteeInfo?.InviteeUsername
                    ?? inChannel.FirstOrDefault()?.InvitorInfo?.InvitorUsername;
                yield return new(foreign.Name, hash, string.IsNullOrEmpty(member) ? foreign.Name : member);
            }
        }
    }

    [GeneratedRegex(@"\Apeer-([0-9a-f]{40})-[0-9]+\z")]
    private static partial Regex PeerName();
}
