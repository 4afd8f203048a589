using Bcs.Api.Channels;

using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Channels;

/// <summary>
/// Organisations that leave a channel, 5.1.8. The party that invited may remove those of others, and stays as long as there are any; an
/// invited party's last organisation leaves with the consortium.
/// </summary>
public sealed class RemoveChannelOrganizationsForm : ChannelForm
{
    /// <summary>Makes the form; one organisation may be asked for at once.</summary>
    public RemoveChannelOrganizationsForm(ServiceMembers members, string channel, string? organization)
        : base(members, channel)
    {
        foreach (var member in Channel?.Members ?? [])
        {
            Fields.Init(Field(member), member.Name == organization && WhyNot(member) is null ? "true" : "false");
        }
    }

    /// <summary>Why no organisation can be removed from a channel, or null.</summary>
    public static FieldError? Why(MemberChannel channel) =>
        channel.Members.Count == 0 ? new("channel.removeOrgs.none")
        : channel.Invited && channel.Own.Count() == 1 ? new("channel.removeOrgs.lastInvited")
        : null;

    /// <summary>Field that says whether an organisation leaves.</summary>
    public static string Field(ChannelMember member) => $"leave.{member.Name}";

    /// <summary>Why an organisation cannot be removed, or null.</summary>
    public FieldError? WhyNot(ChannelMember member) =>
        member.Own is null && Channel?.Invited is true ? new("channel.removeOrgs.foreign") : null;

    /// <summary>The request.</summary>
    public RemoveOrganizationsRequest ToRequest() => new() { OrgNames = [.. Leaving().Select(m => m.Name)] };

    /// <inheritdoc/>
    public override IReadOnlyList<Effect> Effects(Texts texts)
    {
        var effects = Leaving().Select(m => new Effect(m.Name, texts.Count("change.peers", m.Peers.Count), texts["change.absent"]) { Loss = true }).ToList();
        if (effects.Count > 0 && effects.Count == Channel!.Members.Count)
        {
            effects.Add(new(Name, texts.Count("change.orgs", effects.Count), texts["change.empty"]) { Loss = true });
        }

        return effects;
    }

    /// <inheritdoc/>
    protected override FieldError? WhyNot(MemberChannel channel) => Why(channel);

    /// <inheritdoc/>
    protected override Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        if (Channel is not { } channel || channel.Members.FirstOrDefault(m => WhyNot(m) is null) is not { } first)
        {
            return errors;
        }

        var leaving = Leaving().ToList();
        if (leaving.Count == 0)
        {
            errors[Field(first)] = new("rule.choose");
        }
        else if (!channel.Own.Except(leaving).Any() && (channel.Invited || channel.Members.Count > leaving.Count))
        {
            errors[Field(channel.Own.LastOrDefault() ?? first)] = new(channel.Invited ? "rule.channelInvited" : "rule.channelStays");
        }

        return errors;
    }

    private IEnumerable<ChannelMember> Leaving() =>
        (Channel?.Members ?? []).Where(m => Fields[Field(m)] == "true" && WhyNot(m) is null);
}
