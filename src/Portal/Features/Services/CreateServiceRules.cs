using System.Globalization;
using System.Text.RegularExpressions;

using Portal.Controls;

namespace Portal.Features.Services;

/// <summary>The rules of section 5.1.1 for the fields that the form shows.</summary>
internal static partial class CreateServiceRules
{
    private const int SmallestDisk = 100;
    private const int MostPeers = 2;

    /// <summary>Every broken rule by its field.</summary>
    public static IReadOnlyDictionary<string, FieldError> Check(CreateServiceForm form)
    {
        var errors = new Dictionary<string, FieldError>();
        var fields = form.Fields;
        Required(FieldNames.Name, "rule.serviceName", ServiceName());
        Required(FieldNames.Project);
        Password();
        Number(FieldNames.Orderers, 1, form.MostOrderers);
        Number(FieldNames.BlockTimeout, 1, int.MaxValue);
        Number(FieldNames.BlockCount, 1, int.MaxValue);
        Number(FieldNames.BlockSize, 1, int.MaxValue);
        Required(FieldNames.ClusterId);
        Required(FieldNames.ClusterName);
        Number(FieldNames.DiskSize, SmallestDisk, int.MaxValue);
        if (fields[FieldNames.Eip] == "true")
        {
            Number(FieldNames.Bandwidth, 1, int.MaxValue);
        }

        if (fields[FieldNames.Database] == "couchdb")
        {
            Required(FieldNames.CouchUser);
            Required(FieldNames.CouchPassword);
        }

        Rows();
        return errors;

        void Required(string name, string? rule = null, Regex? pattern = null)
        {
            var value = fields[name].Trim();
            if (value.Length == 0)
            {
                errors[name] = new("rule.required");
            }
            else if (pattern?.IsMatch(value) == false)
            {
                errors[name] = new(rule!);
            }
        }

        void Number(string name, int least, int most)
        {
            if (!int.TryParse(fields[name].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
            {
                errors[name] = most == int.MaxValue ? new("rule.atLeast", least) : new("rule.between", least, most);
            }
        }

        void Password()
        {
            var password = fields[FieldNames.Password];
            if (password.Length == 0)
            {
                errors[FieldNames.Password] = new("rule.required");
            }
            else if (password.Length is < 8 or > 12 || Kinds(password) < 3)
            {
                errors[FieldNames.Password] = new("rule.password");
            }

            if (fields[FieldNames.PasswordAgain] != password)
            {
                errors[FieldNames.PasswordAgain] = new("rule.passwordAgain");
            }
        }

        void Rows()
        {
            foreach (var row in form.Organizations)
            {
                var name = FieldNames.OrganizationName(row);
                Required(name, "rule.serviceName", ServiceName());
                Unique(name, form.Organizations.Select(FieldNames.OrganizationName));
                Number(FieldNames.OrganizationPeers(row), 1, MostPeers);
            }

            foreach (var row in form.Channels)
            {
                var name = FieldNames.ChannelName(row);
                Required(name, "rule.channelName", ChannelName());
                Unique(name, form.Channels.Select(FieldNames.ChannelName));
                if (form.OrganizationsOf(row).Count == 0)
                {
                    errors[$"channel.{row}.org"] = new("rule.channelOrgs");
                }
            }
        }

        void Unique(string name, IEnumerable<string> siblings)
        {
            var value = fields[name].Trim();
            if (value.Length > 0 && siblings.Count(s => string.Equals(fields[s].Trim(), value, StringComparison.Ordinal)) > 1)
            {
                errors.TryAdd(name, new("rule.unique"));
            }
        }
    }

    /// <summary>The field that an error code of the cloud is about, or null.</summary>
    public static string? FieldOf(string code) => code switch
    {
        "BCS.4001018" => FieldNames.Name,
        "BCS.4001045" or "BCS.4001171" => FieldNames.Password,
        "BCS.4001106" or "BCS.4001080" or "BCS.4006039" or "BCS.4001049" or "BCS.4001090" => FieldNames.ClusterId,
        "BCS.4001356" => FieldNames.Volume,
        _ => null,
    };

    /// <summary>Name of a service or an organisation.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{3,23}\z")]
    public static partial Regex ServiceName();

    /// <summary>Name of a channel.</summary>
    [GeneratedRegex(@"\A[a-z][a-z0-9]{3,23}\z")]
    public static partial Regex ChannelName();

    private static int Kinds(string password) =>
        (password.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
        + (password.Any(char.IsAsciiDigit) ? 1 : 0) + (password.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);
}
