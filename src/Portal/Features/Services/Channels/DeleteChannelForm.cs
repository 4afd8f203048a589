using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Channels;

/// <summary>The end of an empty channel, 5.1.21.</summary>
public sealed class DeleteChannelForm : ChannelForm
{
    /// <summary>Field with the name, typed to confirm.</summary>
    public const string Confirm = "confirm";

    /// <summary>Makes the form.</summary>
    public DeleteChannelForm(ServiceMembers members, string channel)
        : base(members, channel)
    {
    }

    /// <summary>Why a channel cannot be deleted, or null.</summary>
    public static FieldError? Why(MemberChannel channel) =>
        channel.Members.Count == 0 ? null : new("channel.delete.notEmpty", string.Join(", ", channel.Members.Select(m => $"{m.Name} ({m.Peers.Count})")));

    /// <inheritdoc/>
    public override IReadOnlyList<Effect> Effects(Texts texts) =>
        Impossible is null ? [new(Name, texts["change.present"], texts["change.deleted"]) { Loss = true }] : [];

    /// <inheritdoc/>
    protected override FieldError? WhyNot(MemberChannel channel) => Why(channel);

    /// <inheritdoc/>
    protected override Dictionary<string, FieldError> Check() =>
        Fields[Confirm] == Name ? [] : new() { [Confirm] = new("rule.confirmName", Name) };
}
