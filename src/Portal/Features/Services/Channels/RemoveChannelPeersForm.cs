using Bcs.Api.Channels;

using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Channels;

/// <summary>Fewer peers of one organisation in a channel, 5.1.20. Its last one leaves together with the organisation.</summary>
public sealed class RemoveChannelPeersForm : ChannelForm
{
    /// <summary>Field with the organisation.</summary>
    public const string Organization = "organization";

    /// <summary>Field with the number of peers to remove.</summary>
    public const string Count = "count";

    /// <summary>Makes the form; the organisation may be asked for at once.</summary>
    public RemoveChannelPeersForm(ServiceMembers members, string channel, string? organization)
        : base(members, channel)
    {
        var possible = Candidates().Where(m => Most(m) > 0).ToList();
        Fields.Init(Organization, (possible.Find(m => m.Name == organization) ?? possible.FirstOrDefault())?.Name ?? "");
        Fields.Init(Count, "1");
    }

    /// <summary>The organisation chosen, or null.</summary>
    public ChannelMember? Chosen => Candidates().FirstOrDefault(m => m.Name == Fields[Organization]);

    /// <summary>Why no peer can be removed from a channel, or null.</summary>
    public static FieldError? Why(MemberChannel channel) =>
        channel.Own.Any(m => Most(m) > 0) ? null
        : channel.Own.Any() ? new("channel.removePeers.last")
        : new("channel.removePeers.none");

    /// <summary>How many peers of an organisation can be removed.</summary>
    public static int Most(ChannelMember member) => Math.Max(0, member.Peers.Count - 1);

    /// <summary>Organisations of the service in the channel.</summary>
    public IEnumerable<ChannelMember> Candidates() => Channel?.Own ?? [];

    /// <summary>The request.</summary>
    public RemovePeersRequest ToRequest() => new() { OrgName = Fields[Organization], Peers = Number(Count) };

    /// <inheritdoc/>
    public override IReadOnlyList<Effect> Effects(Texts texts) =>
        Chosen is { } member && Number(Count) is > 0 and var count && count <= Most(member)
            ? [new(member.Name, Of(texts, member.Peers.Count, member.Own!.Peers.Count), Of(texts, member.Peers.Count - count, member.Own.Peers.Count)) { Loss = true }]
            : [];

    /// <inheritdoc/>
    protected override FieldError? WhyNot(MemberChannel channel) => Why(channel);

    /// <inheritdoc/>
    protected override Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        if (Chosen is not { } member || Most(member) == 0)
        {
            errors[Organization] = new("rule.choose");
        }
        else
        {
            Between(errors, Count, 1, Most(member));
        }

        return errors;
    }
}
