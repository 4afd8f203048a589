using Bcs.Api;
using Bcs.Api.Channels;

using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Channels;

/// <summary>New channels for a service, several at once, 5.1.5.</summary>
public sealed class CreateChannelsForm : ChangeForm
{
    private const string DescriptionPart = ".description";

    private int _nextRow = 1;

    /// <summary>Makes the form with one row.</summary>
    public CreateChannelsForm(ServiceMembers members)
        : base(members, name => name.EndsWith(DescriptionPart, StringComparison.Ordinal)) => AddRow();

    /// <summary>Numbers of the rows.</summary>
    public List<int> Rows { get; } = [];

    /// <inheritdoc/>
    public override FieldError? Impossible => null;

    /// <summary>Field with a channel's name.</summary>
    public static string Name(int row) => $"channel.{row}.name";

    /// <summary>Field with a channel's description.</summary>
    public static string Description(int row) => $"channel.{row}{DescriptionPart}";

    /// <summary>Takes up the channels of an earlier request.</summary>
    public void Fill(CreateChannelsRequest earlier)
    {
        foreach (var (index, channel) in (earlier.Channels ?? []).Index())
        {
            if (index > 0)
            {
                AddRow();
            }

            Fields.Set(Name(Rows[^1]), channel.ChannelName ?? "");
            Fields.Set(Description(Rows[^1]), channel.ChannelDescription ?? "");
        }
    }

    /// <summary>Adds a row.</summary>
    public void AddRow()
    {
        Rows.Add(_nextRow++);
        Fields.Check();
    }

    /// <summary>Removes a row.</summary>
    public void RemoveRow(int row)
    {
        Rows.Remove(row);
        Fields.Remove($"channel.{row}.");
        Fields.Check();
    }

    /// <summary>The request.</summary>
    public CreateChannelsRequest ToRequest() => new()
    {
        Channels = [.. Rows.Select(r => new ChannelCreateInfo { ChannelName = Fields[Name(r)].Trim(), ChannelDescription = Fields[Description(r)].Trim() })],
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Effect> Effects(Texts texts) =>
    [
        .. Rows.Select(r => Fields[Name(r)].Trim()).Where(n => BcsNames.IsChannel(n) && Members.Find(n) is null)
            .Select(n => new Effect(n, texts["change.absent"], texts["change.newChannel"])),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<MemberFact> Concerns(ServiceMembers members) => members.Channels.Select(c => new MemberFact(c.Name, null));

    /// <inheritdoc/>
    protected override Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        foreach (var row in Rows)
        {
            var name = Fields[Name(row)].Trim();
            if (name.Length == 0)
            {
                errors[Name(row)] = new("rule.required");
            }
            else if (!BcsNames.IsChannel(name))
            {
                errors[Name(row)] = new("rule.channelName");
            }
            else if (Members.Find(name) is not null)
            {
                errors[Name(row)] = new("rule.channelExists");
            }
            else if (Rows.Count(r => Fields[Name(r)].Trim() == name) > 1)
            {
                errors[Name(row)] = new("rule.unique");
            }
        }

        return errors;
    }
}
