using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Certificates;

/// <summary>Downloads the certificates of an organisation, 5.1.9, in the layout of the live service.</summary>
internal static class DownloadCertificates
{
    private const string Administrator = "Admin";
    private const string FirstUser = "User1";

    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        var (name, type) = (call.Query["org_name"].ToString(), call.Query["cert_type"].ToString());
        if (name.Length == 0)
        {
            return BcsFaults.Parameter("org_name", "is required");
        }

        if (type is not ("admin" or "user" or "ca"))
        {
            return BcsFaults.Parameter("cert_type", "must be one of admin, user, ca");
        }

        if (CertificateRules.RefuseRead(call, service) is { } refusal)
        {
            return refusal;
        }

        if (CertifiedOrganization.Find(service, name) is not { } organization)
        {
            return BcsFaults.OrganizationUnknown;
        }

        var authority = new CertificateAuthority(call.World, service, organization);
        return ZipBundle.Download($"{name}-{type}.zip", type switch
        {
            "admin" => AdminBundle(organization, authority),
            "user" => UserBundle(organization, FirstUser, authority.Identity(FirstUser)),
            _ => AuthorityBundle(organization, authority.Root()),
        });
    }

    /// <summary>The bundle of one user: key store and certificate.</summary>
    public static IEnumerable<(string Path, string Text)> UserBundle(CertifiedOrganization organization, string user, IssuedCertificate certificate)
    {
        var key = certificate.Key();
        yield return ($"msp/keystore/{key.FileName}", key.Pem);
        yield return ($"msp/signcerts/{organization.CommonName(user)}-cert.pem", certificate.Pem);
    }

    private static IEnumerable<(string Path, string Text)> AdminBundle(CertifiedOrganization organization, CertificateAuthority authority)
    {
        var administrator = authority.Identity(Administrator);
        foreach (var (path, text) in UserBundle(organization, Administrator, administrator))
        {
            yield return ($"{organization.Folder}/{path}", text);
        }

        var (tls, tlsRoot) = (authority.Tls(), authority.TlsRoot());
        yield return ($"{organization.Folder}/msp/admincerts/{organization.CommonName(Administrator)}-cert.pem", administrator.Pem);
        yield return (organization.IdentityRootPath, authority.Root().Pem);
        yield return (organization.TlsRootPath, tlsRoot.Pem);
        yield return ($"{organization.Folder}/tls/ca.crt", tlsRoot.Pem);
        yield return ($"{organization.Folder}/tls/server.key", tls.Key().Pem);
        yield return ($"{organization.Folder}/tls/server.crt", tls.Pem);
    }

    private static IEnumerable<(string Path, string Text)> AuthorityBundle(CertifiedOrganization organization, IssuedCertificate root)
    {
        yield return ($"ca.{organization.Name}-cert.pem", root.Pem);
        yield return ($"{organization.Name}_sk", root.Key().Pem);
    }
}
