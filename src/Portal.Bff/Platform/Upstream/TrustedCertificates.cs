using System.ComponentModel.DataAnnotations;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Bcs.Api.Client;

namespace Portal.Bff.Platform.Upstream;

/// <summary>
/// Whose certificates the cloud may show: those that the system trusts, and those that rest on a CA of <c>Upstream:TrustFile</c>. A certificate that is not accepted says why.
/// </summary>
/// <param name="own">Certificates of the file; may be empty.</param>
internal sealed class TrustedCertificates(X509Certificate2Collection own)
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";

    /// <summary>Reads the file; without one there is only what the system trusts.</summary>
    /// <exception cref="InvalidOperationException">There is no such file, or no certificate in it.</exception>
    public static TrustedCertificates Load(string? file) =>
        new(string.IsNullOrEmpty(file) ? [] : Read(file) ?? throw new InvalidOperationException("There is no certificate in the file that Upstream:TrustFile names."));

    /// <summary>The certificates of a PEM file; null if it cannot be read or holds none.</summary>
    public static X509Certificate2Collection? Read(string file)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0 ? certificates : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Accepts a certificate or throws.</summary>
    /// <exception cref="CertificateRefusedException">It is not accepted.</exception>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
        {
            return true;
        }

        var host = (sender as SslStream)?.TargetHostName ?? "the cloud";
        if (certificate is null || chain is null)
        {
            throw new CertificateRefusedException(CertificateRefusedException.Untrusted, host);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && Fault(chain) is { } byTheSystem)
        {
            using var again = own.Count > 0 ? Build(chain, certificate) : null;
            if ((again is null ? byTheSystem : Fault(again)) is { } fault)
            {
                throw new CertificateRefusedException(fault, host);
            }
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? throw new CertificateRefusedException(CertificateRefusedException.OtherName, host) : true;
    }

    // The same certificates once more, with the file's roots as the only ones.
    private X509Chain Build(X509Chain shown, X509Certificate certificate)
    {
        var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, ApplicationPolicy = { new Oid(ForServers) },
            },
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(own);
        chain.ChainPolicy.ExtraStore.AddRange(own);
        chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        chain.Build(leaf);
        return chain;
    }

    // Whether anybody is trusted comes first: the rest of a stranger's certificate means nothing.
    private static string? Fault(X509Chain chain)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
        return status is X509ChainStatusFlags.NoError ? null
            : (status & ~X509ChainStatusFlags.NotTimeValid) is X509ChainStatusFlags.NoError ? CertificateRefusedException.Expired
            : CertificateRefusedException.Untrusted;
    }
}

/// <summary>A PEM file with certificates.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CertificateFileAttribute() : ValidationAttribute("has to name a PEM file that can be read, with one or several certificates.")
{
    public override bool IsValid(object? value) => value is not string { Length: > 0 } file || TrustedCertificates.Read(file) is not null;
}
