using System.IO.Compression;
using System.Text;

using Bcs.Sandbox.Pipeline;

using Microsoft.Net.Http.Headers;

namespace Bcs.Sandbox.Certificates;

/// <summary>A zip of texts. Entries are stored as they are, so that a search for leaked secrets sees into it.</summary>
internal static class ZipBundle
{
    private const string MediaType = "application/zip";

    // A zip holds no time before 1980, and two downloads of the same content are the same bytes.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The answer that carries the zip under a file name.</summary>
    public static Answer Download(string fileName, IEnumerable<(string Path, string Text)> entries) => Answer.Bytes(200, MediaType, Pack(entries)) with
    {
        Headers = new Dictionary<string, string>
        {
            ["Content-Disposition"] = Attachment(fileName),
            ["Cache-Control"] = "no-store",
        },
    };

    // A header is ASCII: any other name goes as RFC 6266 has it, with a plain one beside it for readers that do not know filename*.
    private static string Attachment(string fileName)
    {
        if (Ascii.IsValid(fileName))
        {
            return $"attachment; filename=\"{fileName}\"";
        }

        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(fileName);
        return header.ToString();
    }

    private static byte[] Pack(IEnumerable<(string Path, string Text)> entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in entries)
            {
                var entry = zip.CreateEntry(path, CompressionLevel.NoCompression);
                entry.LastWriteTime = EntryTime;
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return buffer.ToArray();
    }
}
