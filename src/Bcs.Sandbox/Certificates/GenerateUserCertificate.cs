using Bcs.Api;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Certificates;

/// <summary>Generates a user certificate and hands it over, 5.1.11.</summary>
internal static class GenerateUserCertificate
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        var user = call.Value("user_name");
        if (!BcsNames.IsCertificateUser(user))
        {
            return BcsFaults.Parameter("user_name", "must be 4 to 24 lower-case letters and digits, the first one a letter");
        }

        var request = call.Body.IsEmpty ? new Request(null) : call.Read<Request>();
        if (request is null)
        {
            return BcsFaults.InvalidRequest;
        }

        if (CertificateRules.RefuseChange(call, service) is { } refusal)
        {
            return refusal;
        }

        if (CertifiedOrganization.Find(service, call.Value("org_name")) is not { IsOrderer: false } organization)
        {
            return BcsFaults.OrganizationUnknown;
        }

        var authority = new CertificateAuthority(call.World, service, organization);
        var hosted = request.SecurityMode is true;
        if (hosted && Refuse(authority.State(), user) is { } fault)
        {
            return fault;
        }

        var certificate = authority.Generate(user, hosted, call.Now);
        return ZipBundle.Download($"{organization.Name}-{user}.zip", DownloadCertificates.UserBundle(organization, user, certificate));
    }

    private static BcsFault? Refuse(AuthorityState state, string user)
    {
        var hosted = state.Users.FindAll(u => u.Hosted);
        return hosted.Exists(u => u.User == user) ? BcsFaults.Parameter("user_name", "the user already has a certificate in safe mode")
            : hosted.Count >= CertificateRules.MostHosted ? BcsFaults.QuotaExceeded
            : null;
    }

    private sealed record Request([property: System.Text.Json.Serialization.JsonPropertyName("security_mode")] bool? SecurityMode);
}
