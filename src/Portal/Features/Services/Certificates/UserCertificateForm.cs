using Portal.Design;
using Portal.Model.Certificates;

namespace Portal.Features.Services.Certificates;

/// <summary>Whose certificate is generated, frozen or unfrozen, 5.1.11 to 5.1.13.</summary>
public sealed class UserCertificateForm
{
    /// <summary>Part of the field with the organisation.</summary>
    private const string OrganizationPart = "organization";

    private readonly string _prefix;
    private readonly bool _generates;

    /// <summary>Makes the form.</summary>
    /// <param name="prefix">Tells its fields from those of other forms of the page.</param>
    /// <param name="organization">Organisation to start with.</param>
    /// <param name="generates">True if the user is a new one, whose name has to follow the rule.</param>
    public UserCertificateForm(string prefix, string organization, bool generates)
    {
        (_prefix, _generates) = (prefix, generates);
        Fields.Rules = Check;
        Fields.Init(Organization, organization);
        Fields.Check();
    }

    /// <summary>What is typed.</summary>
    public FormFields Fields { get; } = new();

    /// <summary>Field with the organisation.</summary>
    public string Organization => $"{_prefix}.{OrganizationPart}";

    /// <summary>Field with the user.</summary>
    public string User => $"{_prefix}.user";

    /// <summary>Field that says whether the service keeps the certificate.</summary>
    public string Hosted => $"{_prefix}.hosted";

    private Dictionary<string, FieldError> Check()
    {
        var name = Fields[User].Trim();
        var wrong = _generates ? CertificateRules.User(name) : name.Length == 0 ? new FieldError("rule.required") : null;
        return wrong is null ? [] : new() { [User] = wrong };
    }
}
