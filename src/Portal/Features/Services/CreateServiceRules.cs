using Bcs.Api;

using Portal.Design;

namespace Portal.Features.Services;

/// <summary>The rules of section 5.1.1 as a whole: those of the single fields that apply, and those of rows.</summary>
internal static class CreateServiceRules
{
    private const int MostPeers = 2;

    /// <summary>Every broken rule by its field.</summary>
    public static IReadOnlyDictionary<string, FieldError> Check(CreateServiceForm form)
    {
        var errors = new Dictionary<string, FieldError>();
        foreach (var field in CreateServiceFields.All)
        {
            if (field.Check is { } check && field.Applies?.Invoke(form) != false)
            {
                Note(field.Name, check);
            }
        }

        if (form.IsEdge)
        {
            foreach (var row in form.EdgeNodes)
            {
                Note(FieldNames.EdgeNodeId(row), CreateServiceFields.Required);
                Unique(FieldNames.EdgeNodeId(row), form.EdgeNodes.Select(FieldNames.EdgeNodeId));
                Note(FieldNames.EdgeNodeAddress(row), CreateServiceFields.Address);
            }
        }

        foreach (var row in form.Organizations)
        {
            var name = FieldNames.OrganizationName(row);
            Note(name, CreateServiceFields.Named(BcsNames.IsServiceOrOrganization, "rule.serviceName"));
            Unique(name, form.Organizations.Select(FieldNames.OrganizationName));
            Note(FieldNames.OrganizationPeers(row), CreateServiceFields.Between(1, MostPeers));
        }

        foreach (var row in form.Channels)
        {
            var name = FieldNames.ChannelName(row);
            Note(name, CreateServiceFields.Named(BcsNames.IsChannel, "rule.channelName"));
            Unique(name, form.Channels.Select(FieldNames.ChannelName));
            if (form.OrganizationsOf(row).Count == 0)
            {
                errors[FieldNames.ChannelOrganizations(row)] = new("rule.channelOrgs");
            }
        }

        return errors;

        void Note(string name, Func<CreateServiceForm, string, FieldError?> check)
        {
            if (check(form, form.Fields[name].Trim()) is { } error)
            {
                errors[name] = error;
            }
        }

        void Unique(string name, IEnumerable<string> siblings)
        {
            var value = form.Fields[name].Trim();
            if (value.Length > 0 && siblings.Count(s => string.Equals(form.Fields[s].Trim(), value, StringComparison.Ordinal)) > 1)
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
}
