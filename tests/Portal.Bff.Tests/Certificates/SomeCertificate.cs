using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Bff.Tests.Certificates;

/// <summary>Real certificates, and files with them.</summary>
internal static class SomeCertificate
{
    public const string Key = "-----BEGIN PRIVATE KEY-----\nU0JYU0VDUkVU\n-----END PRIVATE KEY-----\n";

    /// <summary>A self-signed certificate as PEM.</summary>
    public static (string Pem, string Serial) Pem(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
        return (certificate.ExportCertificatePem() + "\n", Convert.ToHexStringLower(certificate.SerialNumberBytes.Span));
    }

    /// <summary>A zip of texts.</summary>
    public static byte[] Zip(params (string Path, string Text)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in entries)
            {
                using var stream = zip.CreateEntry(path).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return buffer.ToArray();
    }

    /// <summary>The person's own certificate in a bundle of the cloud.</summary>
    public static X509Certificate2 In(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        using var reader = new StreamReader(zip.Entries.First(e => e.FullName.Contains("-cert.pem", StringComparison.Ordinal)).Open());
        return X509Certificate2.CreateFromPem(reader.ReadToEnd());
    }
}
