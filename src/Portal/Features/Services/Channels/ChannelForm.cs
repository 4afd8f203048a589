using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Channels;

/// <summary>A change of one channel.</summary>
public abstract class ChannelForm : ChangeForm
{
    /// <summary>Makes the form for a channel.</summary>
    protected ChannelForm(ServiceMembers members, string channel)
        : base(members) => Name = channel;

    /// <summary>Name of the channel.</summary>
    public string Name { get; }

    /// <summary>The channel, or null if it is gone.</summary>
    public MemberChannel? Channel => Members.Find(Name);

    /// <inheritdoc/>
    public override FieldError? Impossible => Channel is null ? new("channel.gone", Name) : WhyNot(Channel);

    /// <summary>Why this cannot be done with a channel, or null.</summary>
    protected abstract FieldError? WhyNot(MemberChannel channel);

    /// <inheritdoc/>
    protected override IEnumerable<MemberFact> Concerns(ServiceMembers members) => members.Facts(Name);

    /// <summary>So many of an organisation's peers, in words.</summary>
    protected static string Of(Texts texts, int joined, int total) => joined == 0 ? texts["change.absent"] : texts.Count("change.of", total, joined);
}
