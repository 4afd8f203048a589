using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using Bcs.Api.Client;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Certificates;

/// <summary>The certificate zip that 5.1.12 and 5.1.13 take: one part called <c>file</c>, a zip of at most 30 KB.</summary>
internal static class CertificateUpload
{
    private const int MostEntries = 50;
    private const int MostUnpackedBytes = 64 * 1024;

    /// <summary>Reads the uploaded certificate.</summary>
    /// <param name="contentType">Media type of the request.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="certificate">The certificate, which the caller disposes; null if none was uploaded.</param>
    /// <returns>What is wrong with the upload, or null.</returns>
    public static BcsFault? Read(string? contentType, ReadOnlyMemory<byte> body, out X509Certificate2? certificate)
    {
        certificate = null;
        if (body.IsEmpty)
        {
            return null;
        }

        if (MultipartForm.Read(contentType, body) is not { } parts)
        {
            return BcsFaults.Parameter("file", "must be sent as multipart/form-data");
        }

        var files = parts.Where(p => p.Name == "file").ToList();
        switch (files)
        {
            case []:
                return null;
            case { Count: > 1 }:
                return BcsFaults.Parameter("file", "only one certificate file can be uploaded at a time");
            case [{ FileName: var name }] when name?.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) is not true:
                return BcsFaults.Parameter("file", "must be a .zip file");
            case [{ Content.Length: > FileUpload.MostCertificateBytes }]:
                return BcsFaults.Parameter("file", "must not be larger than 30 KB");
        }

        certificate = Unpack(files[0].Content);
        return certificate is null ? BcsFaults.Parameter("file", "must be a .zip file of certificates") : null;
    }

    private static X509Certificate2? Unpack(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content.ToArray()), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries)
            {
                return null;
            }

            var entry = zip.Entries.FirstOrDefault(e => e.FullName.Contains("signcerts/", StringComparison.Ordinal) && e.Name.Length > 0);
            return entry is null ? null : X509Certificate2.CreateFromPem(ReadText(entry));
        }
        catch (Exception exception) when (exception is InvalidDataException or CryptographicException)
        {
            return null;
        }
    }

    private static string ReadText(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var buffer = new byte[MostUnpackedBytes];
        return Encoding.UTF8.GetString(buffer, 0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
    }
}
