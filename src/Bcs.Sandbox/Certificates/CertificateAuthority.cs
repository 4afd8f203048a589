using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Certificates;

/// <summary>
/// The two certificate authorities of one organisation, one for identities and one for TLS: ECDSA on P-256, made when they are first needed.
/// Called with the world's gate held.
/// </summary>
internal sealed class CertificateAuthority(SandboxWorld world, ServiceState service, CertifiedOrganization organization)
{
    private const int SerialLength = 32;
    private const int LifetimeYears = 10;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private Issuer Identities => new($"{service.Id}|{organization.Hash}", $"ca.{organization.Hash}");

    private Issuer Servers => new($"{service.Id}|{organization.Hash}|tlsca", $"tlsca.{organization.Hash}");

    /// <summary>Certificate and key of the authority that signs identities.</summary>
    public IssuedCertificate Root() => new(Pem(Convert.FromBase64String(State().Certificate)), () => DerivedKey.Of(world.Seed, Identities.KeyName));

    /// <summary>Certificate and key of the authority that signs TLS certificates.</summary>
    public IssuedCertificate TlsRoot()
    {
        var state = State();
        if (state.TlsCertificate is null)
        {
            state.TlsCertificate = SelfSign(Servers);
            world.Changed();
        }

        return new IssuedCertificate(Pem(Convert.FromBase64String(state.TlsCertificate)), () => DerivedKey.Of(world.Seed, Servers.KeyName));
    }

    /// <summary>The certificate of a standing member, the same each time.</summary>
    /// <param name="member"><c>Admin</c> or <c>User1</c>.</param>
    public IssuedCertificate Identity(string member) => Standing(
        Identities, organization.CommonName(member), key => Request(Identities, organization.CommonName(member), member == "Admin" ? "admin" : "client", key));

    /// <summary>The TLS certificate that goes with the administrator's bundle: for every node of the organisation.</summary>
    public IssuedCertificate Tls() => Standing(Servers, $"server.{organization.Folder}", key =>
    {
        var request = Request(Servers, organization.Folder, organization.IsOrderer ? "orderer" : "peer", key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(organization.Folder);
        names.AddDnsName($"*.{organization.Domain}");
        if (service.UseEip)
        {
            names.AddIpAddress(IPAddress.Parse(service.Address));
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], critical: false));
        return request;
    });

    /// <summary>Generates a user certificate. Only its serial number and state stay.</summary>
    public IssuedCertificate Generate(string user, bool hosted, long now)
    {
        var state = State();
        var name = string.Create(CultureInfo.InvariantCulture, $"{Identities.KeyName}|{user}|{state.Users.Count}");
        using var key = DerivedKey.Of(world.Seed, name);
        using var certificate = Sign(Identities, Request(Identities, organization.CommonName(user), "client", key), name);
        state.Users.Add(new UserCertificateState { User = user, Serial = Hex(certificate), Hosted = hosted, IssuedAt = now });
        world.Changed();
        return new IssuedCertificate(Pem(certificate.RawData), () => DerivedKey.Of(world.Seed, name));
    }

    /// <summary>The state of a certificate of this organisation; null if the organisation did not issue it.</summary>
    public UserCertificateState? Find(X509Certificate2 certificate)
    {
        using var root = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(State().Certificate));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate) ? State().Users.Find(u => u.Serial == Hex(certificate)) : null;
    }

    /// <summary>What the authority has issued; makes the authority if there is none yet.</summary>
    public AuthorityState State()
    {
        if (service.Authorities.TryGetValue(organization.Hash, out var state))
        {
            return state;
        }

        state = new AuthorityState { Organization = organization.Name, Certificate = SelfSign(Identities) };
        service.Authorities[organization.Hash] = state;
        world.Changed();
        return state;
    }

    private string SelfSign(Issuer issuer)
    {
        using var key = DerivedKey.Of(world.Seed, issuer.KeyName);
        var request = new CertificateRequest(Subject(issuer.Name, null), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(DerivedKey.Identifier(key), critical: false));
        using var certificate = Sign(issuer, request, issuer.KeyName);
        return Convert.ToBase64String(certificate.RawData);
    }

    private IssuedCertificate Standing(Issuer issuer, string name, Func<ECDsa, CertificateRequest> request)
    {
        var state = State();
        var keyName = $"{issuer.KeyName}|{name}";
        if (!state.Standing.TryGetValue(name, out var known))
        {
            using var key = DerivedKey.Of(world.Seed, keyName);
            using var certificate = Sign(issuer, request(key), keyName);
            known = Convert.ToBase64String(certificate.RawData);
            state.Standing[name] = known;
            world.Changed();
        }

        return new IssuedCertificate(Pem(Convert.FromBase64String(known)), () => DerivedKey.Of(world.Seed, keyName));
    }

    private CertificateRequest Request(Issuer issuer, string commonName, string unit, ECDsa key)
    {
        using var authority = DerivedKey.Of(world.Seed, issuer.KeyName);
        var request = new CertificateRequest(Subject(commonName, unit), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(DerivedKey.Identifier(key), critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(DerivedKey.Identifier(authority)));
        return request;
    }

    private X509Certificate2 Sign(Issuer issuer, CertificateRequest request, string name)
    {
        using var authority = DerivedKey.Of(world.Seed, issuer.KeyName);
        var serial = Convert.FromHexString(Seeded.Hex(world.Seed, $"serial|{name}", SerialLength));
        // A serial number is positive and has no leading zeros: between 40 and 7f.
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        var from = NotBefore();
        return request.Create(Subject(issuer.Name, null), X509SignatureGenerator.CreateForECDsa(authority), from, from.AddYears(LifetimeYears), serial);
    }

    /// <summary>
    /// Simulated time runs ahead of the real one, by which other tools judge a certificate, so it is valid from the earlier of the two.
    /// </summary>
    private DateTimeOffset NotBefore()
    {
        var created = SandboxClock.FromNanoseconds(service.CreatedAt);
        var earlier = created < world.RealNow ? created : world.RealNow;
        return new DateTimeOffset(earlier.UtcDateTime.Date, TimeSpan.Zero);
    }

    private X500DistinguishedName Subject(string commonName, string? unit)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCountryOrRegion("CN");
        name.AddOrganizationName(organization.Hash);
        if (unit is not null)
        {
            name.AddOrganizationalUnitName(unit);
        }

        name.AddCommonName(commonName);
        return name.Build();
    }

    private static string Hex(X509Certificate2 certificate) => Convert.ToHexStringLower(certificate.SerialNumberBytes.Span);

    private static string Pem(byte[] certificate) => PemEncoding.WriteString("CERTIFICATE", certificate) + "\n";

    /// <summary>An authority.</summary>
    /// <param name="KeyName">Name from which its key follows.</param>
    /// <param name="Name">Its common name.</param>
    private sealed record Issuer(string KeyName, string Name);
}
