using Bcs.Api.Channels;

using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Channels;

/// <summary>More peers for a channel, 5.1.7: so many of each organisation, as many as it has outside of the channel.</summary>
public sealed class AddChannelPeersForm : ChannelForm
{
    /// <summary>Makes the form; one organisation may be asked for at once.</summary>
    public AddChannelPeersForm(ServiceMembers members, string channel, string? organization)
        : base(members, channel)
    {
        foreach (var candidate in members.Organizations)
        {
            Fields.Init(Field(candidate), candidate.Name == organization && Free(candidate) > 0 ? "1" : "0");
        }
    }

    /// <summary>Why no peer can be added to a channel, or null.</summary>
    public static FieldError? Why(ServiceMembers members, MemberChannel channel) =>
        members.Organizations.Any(o => Free(channel, o) > 0) ? null
        : channel.Invited && members.Organizations.Any(o => channel.Joined(o) == 0) ? new("channel.add.none.invited")
        : new("channel.add.none");

    /// <summary>Field with the number of an organisation's peers to add.</summary>
    public static string Field(MemberOrganization organization) => $"add.{organization.Name}";

    /// <summary>Peers of an organisation that can be added.</summary>
    public int Free(MemberOrganization organization) => Channel is { } channel ? Free(channel, organization) : 0;

    /// <summary>Why none of an organisation's peers can be added, or null.</summary>
    public FieldError? WhyNone(MemberOrganization organization) =>
        Channel is not { } channel || Free(organization) > 0 ? null
        : organization.Peers.Count == channel.Joined(organization) ? new("channel.add.all", organization.Peers.Count)
        : new("channel.add.notAgreed");

    /// <summary>The request.</summary>
    public AddPeersToChannelRequest ToRequest() => new()
    {
        ChannelPeers = [new ChannelPeers { ChannelName = Name, Peers = Chosen().ToDictionary(c => c.Organization.Name, c => c.Count) }],
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Effect> Effects(Texts texts) =>
    [
        .. Chosen().Where(c => c.Count <= Free(c.Organization)).Select(c =>
        {
            var (joined, total) = (Channel!.Joined(c.Organization), c.Organization.Peers.Count);
            return new Effect(c.Organization.Name, Of(texts, joined, total), Of(texts, joined + c.Count, total));
        }),
    ];

    /// <inheritdoc/>
    protected override FieldError? WhyNot(MemberChannel channel) => Why(Members, channel);

    /// <inheritdoc/>
    protected override Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        var possible = Members.Organizations.Where(o => Free(o) > 0).ToList();
        foreach (var organization in possible)
        {
            Between(errors, Field(organization), 0, Free(organization));
        }

        if (errors.Count == 0 && possible.Count > 0 && !Chosen().Any())
        {
            errors[Field(possible[0])] = new("rule.channelPeers");
        }

        return errors;
    }

    // With another organisation than those of its acceptance an invited party has agreed nothing.
    private static int Free(MemberChannel channel, MemberOrganization organization) =>
        channel.Invited && channel.Joined(organization) == 0 ? 0 : Math.Max(0, organization.Peers.Count - channel.Joined(organization));

    private IEnumerable<(MemberOrganization Organization, int Count)> Chosen() =>
        Members.Organizations.Where(o => Free(o) > 0).Select(o => (o, Number(Field(o)))).Where(c => c.Item2 > 0);
}
