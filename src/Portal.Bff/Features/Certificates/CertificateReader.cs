using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Bff.Features.Certificates;

/// <summary>
/// Reads what is public out of a file with certificates: a zip as the cloud hands it out, or a bare PEM. Keys are passed over; what they
/// were read into is wiped.
/// </summary>
internal static class CertificateReader
{
    private const int MostEntries = 50;
    private const int MostUnpackedBytes = 64 * 1024;
    private const string Identity = "signcerts/";
    private const string PemLabel = "CERTIFICATE";

    private static readonly string[] Names = [".pem", ".crt", ".cer"];
    private static readonly string[] Keys = ["keystore/", "_sk", ".key"];

    /// <summary>What is in a file; null if it holds no certificate that can be read.</summary>
    public static CertificateFacts? Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            var found = file.Span.StartsWith("PK"u8) ? InZip(file) : [.. Parse(file.Span).Select(c => ("", c))];
            var facts = found.Count == 0 ? null : Facts(found);
            found.ForEach(f => f.Certificate.Dispose());
            return facts;
        }
        catch (Exception exception) when (exception is InvalidDataException or CryptographicException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    private static CertificateFacts Facts(List<(string Path, X509Certificate2 Certificate)> found)
    {
        // The person's own certificate if there is one: a bundle also has the authority's, and that of the nodes.
        var main = found.Find(f => f.Path.Contains(Identity, StringComparison.Ordinal)).Certificate ?? found[0].Certificate;
        return new CertificateFacts(
            Convert.ToHexStringLower(main.SerialNumberBytes.Span), main.Subject, Utc(main.NotBefore), found.Min(f => Utc(f.Certificate.NotAfter)));
    }

    private static List<(string Path, X509Certificate2 Certificate)> InZip(ReadOnlyMemory<byte> file)
    {
        var found = new List<(string, X509Certificate2)>();
        using var stream = new MemoryStream();
        try
        {
            stream.Write(file.Span);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries.Take(MostEntries).Where(IsCertificate))
            {
                var unpacked = new byte[MostUnpackedBytes];
                using var content = entry.Open();
                var length = content.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false);
                found.AddRange(Parse(unpacked.AsSpan(0, length)).Select(c => (entry.FullName, c)));
                CryptographicOperations.ZeroMemory(unpacked);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(stream.GetBuffer());
        }

        return found;
    }

    private static bool IsCertificate(ZipArchiveEntry entry) =>
        Array.Exists(Names, n => entry.FullName.EndsWith(n, StringComparison.OrdinalIgnoreCase))
        && !Array.Exists(Keys, k => entry.FullName.Contains(k, StringComparison.OrdinalIgnoreCase));

    private static List<X509Certificate2> Parse(ReadOnlySpan<byte> bytes)
    {
        var found = new List<X509Certificate2>();
        var text = new char[Encoding.ASCII.GetMaxCharCount(bytes.Length)];
        try
        {
            var rest = text.AsSpan(0, Encoding.ASCII.GetChars(bytes, text));
            while (PemEncoding.TryFind(rest, out var fields))
            {
                if (rest[fields.Label] is PemLabel)
                {
                    found.Add(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(new string(rest[fields.Base64Data]))));
                }

                rest = rest[fields.Location.End..];
            }
        }
        finally
        {
            Array.Clear(text);
        }

        return found;
    }

    private static DateTimeOffset Utc(DateTime local) => new(local.ToUniversalTime());
}
