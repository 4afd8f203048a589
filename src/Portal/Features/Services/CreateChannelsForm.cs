using Bcs.Api.Channels;

using Portal.Controls;

namespace Portal.Features.Services;

/// <summary>New channels for a service, several at once.</summary>
internal sealed class CreateChannelsForm
{
    private readonly IReadOnlyCollection<string> _existing;
    private int _nextRow = 1;

    public CreateChannelsForm(IReadOnlyCollection<string> existing)
    {
        _existing = existing;
        Fields.Rules = Check;
        AddRow();
    }

    public FormFields Fields { get; } = new();

    public List<int> Rows { get; } = [];

    /// <summary>Makes sending the same channels twice harmless.</summary>
    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    public static string Name(int row) => $"channel.{row}.name";

    public static string Description(int row) => $"channel.{row}.description";

    /// <summary>A form with the channels of an earlier request.</summary>
    public static CreateChannelsForm Of(IReadOnlyCollection<string> existing, CreateChannelsRequest earlier)
    {
        var form = new CreateChannelsForm(existing);
        foreach (var (index, channel) in (earlier.Channels ?? []).Index())
        {
            if (index > 0)
            {
                form.AddRow();
            }

            form.Fields.Set(Name(form.Rows[^1]), channel.ChannelName ?? "");
            form.Fields.Set(Description(form.Rows[^1]), channel.ChannelDescription ?? "");
        }

        return form;
    }

    public void NewKey() => Key = Guid.NewGuid().ToString("N");

    public void AddRow()
    {
        Rows.Add(_nextRow++);
        Fields.Check();
    }

    public void RemoveRow(int row)
    {
        Rows.Remove(row);
        Fields.Remove($"channel.{row}.");
        Fields.Check();
    }

    public CreateChannelsRequest ToRequest() => new()
    {
        Channels = [.. Rows.Select(r => new ChannelCreateInfo { ChannelName = Fields[Name(r)].Trim(), ChannelDescription = Fields[Description(r)].Trim() })],
    };

    private Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        foreach (var row in Rows)
        {
            var name = Fields[Name(row)].Trim();
            if (name.Length == 0)
            {
                errors[Name(row)] = new("rule.required");
            }
            else if (!CreateServiceRules.ChannelName().IsMatch(name))
            {
                errors[Name(row)] = new("rule.channelName");
            }
            else if (_existing.Contains(name))
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
