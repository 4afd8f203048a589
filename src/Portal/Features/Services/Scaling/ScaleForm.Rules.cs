using System.Globalization;
using System.Net;

using Bcs.Api;

using Portal.Design;

namespace Portal.Features.Services.Scaling;

/// <content>The rules of each kind of change.</content>
public sealed partial class ScaleForm
{
    /// <inheritdoc/>
    protected override Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        switch (Chosen)
        {
            case ScaleKind.AddOrganizations:
                CheckNew(errors);
                break;
            case ScaleKind.RemoveOrganizations:
                CheckLeaving(errors);
                break;
            default:
                CheckScaled(errors);
                break;
        }

        return errors;
    }

    private void CheckScaled(Dictionary<string, FieldError> errors)
    {
        foreach (var organization in Members.Organizations)
        {
            var (least, most) = Range(organization);
            if (Fields[Target(organization)] != organization.Peers.Count.ToString(CultureInfo.InvariantCulture))
            {
                Between(errors, Target(organization), least, most);
            }
        }

        if (errors.Count == 0 && !Scaled().Any() && Members.Organizations.FirstOrDefault(o => Range(o) is var r && r.Least < r.Most) is { } first)
        {
            errors[Target(first)] = new("rule.scaleNothing");
        }
    }

    private void CheckNew(Dictionary<string, FieldError> errors)
    {
        foreach (var row in Rows)
        {
            var name = Value(row, "name");
            FieldError? wrong =
                name.Length == 0 ? new("rule.required")
                : !BcsNames.IsServiceOrOrganization(name) ? new("rule.serviceName")
                : Members.Organizations.Any(o => o.Name == name) ? new("rule.orgExists")
                : Rows.Count(r => Value(r, "name") == name) > 1 ? new("rule.unique")
                : null;
            if (wrong is not null)
            {
                errors[New(row, "name")] = wrong;
            }

            Between(errors, New(row, "peers"), 1, MostPeers);
            if (NeedsClaim && Value(row, "claim").Length == 0)
            {
                errors[New(row, "claim")] = new("rule.required");
            }

            if (NeedsNode && Value(row, "node").Length == 0)
            {
                errors[New(row, "node")] = new("rule.required");
            }

            if (NeedsNode && !IPAddress.TryParse(Value(row, "ip"), out _))
            {
                errors[New(row, "ip")] = new("rule.address");
            }
        }
    }

    private void CheckLeaving(Dictionary<string, FieldError> errors)
    {
        var leaving = Leaving().ToList();
        var possible = Members.Organizations.Where(o => WhyStays(o) is null).ToList();
        if (possible.Count > 0 && leaving.Count == 0)
        {
            errors[Leaves(possible[0])] = new("rule.choose");
        }
        else if (leaving.Count == Members.Organizations.Count && possible.Count > 0)
        {
            errors[Leaves(possible[^1])] = new("scale.removeOrgs.last");
        }

        if (Fields[Confirm] != _name)
        {
            errors[Confirm] = new("rule.confirmName", _name);
        }
    }
}
