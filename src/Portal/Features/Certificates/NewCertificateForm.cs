using Bcs.Api.Certificates;

using Portal.Contracts.Services;
using Portal.Design;
using Portal.Model.Certificates;

namespace Portal.Features.Certificates;

/// <summary>Which user certificate is generated, of any service, 5.1.11.</summary>
public sealed class NewCertificateForm
{
    /// <summary>Field with the service.</summary>
    public const string Service = "generate.service";

    /// <summary>Field with the organisation.</summary>
    public const string Organization = "generate.organization";

    /// <summary>Field with the user.</summary>
    public const string User = "generate.user";

    /// <summary>Field that says whether the service keeps the certificate.</summary>
    public const string Hosted = "generate.hosted";

    private readonly IReadOnlyList<ServiceDto> _services;

    /// <summary>Makes the form.</summary>
    /// <param name="services">Services to choose from.</param>
    /// <param name="service">Id of the service to start with, or null for the first.</param>
    /// <param name="organization">Organisation to start with, or null for the first.</param>
    /// <param name="user">User to start with, or null.</param>
    public NewCertificateForm(IReadOnlyList<ServiceDto> services, string? service, string? organization, string? user)
    {
        _services = services;
        Fields.Rules = Check;
        Fields.Setting = (name, _) =>
        {
            if (name == Service && !Organizations.Contains(Fields[Organization]))
            {
                Fields.Init(Organization, First);
            }
        };
        Fields.Init(Service, services.FirstOrDefault(s => s.Id == service)?.Id ?? services.FirstOrDefault(s => CertificateRules.Unready(s, true) is null)?.Id ?? "");
        Fields.Init(Organization, organization is not null && Organizations.Contains(organization) ? organization : First);
        Fields.Init(User, user ?? "");
        Fields.Check();
    }

    /// <summary>What is typed.</summary>
    public FormFields Fields { get; } = new();

    /// <summary>The chosen service, or null.</summary>
    public ServiceDto? Chosen => _services.FirstOrDefault(s => s.Id == Fields[Service]);

    /// <summary>Organisations of the chosen service.</summary>
    public IReadOnlyList<string> Organizations => [.. (Chosen?.Detail?.PeerInfo ?? []).Select(o => o.Name).OfType<string>()];

    private string First => Organizations is [var first, ..] ? first : "";

    /// <summary>The request.</summary>
    public GenerateUserCertificateRequest ToRequest() => new() { SecurityMode = Fields[Hosted] == "true" };

    private Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        if (Chosen is null)
        {
            errors[Service] = new("rule.choose");
        }

        if (Fields[Organization].Length == 0)
        {
            errors[Organization] = new("rule.choose");
        }

        if (CertificateRules.User(Fields[User].Trim()) is { } wrong)
        {
            errors[User] = wrong;
        }

        return errors;
    }
}
