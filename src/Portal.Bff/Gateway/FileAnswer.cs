using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Bcs.Api.Catalogue;

using Microsoft.Net.Http.Headers;

using Portal.Bff.Audit;

namespace Portal.Bff.Gateway;

/// <summary>Counts and hashes a file on its way to the caller, and holds a short one to be looked at.</summary>
/// <param name="name">Name that upstream gave it, cleaned, or null.</param>
/// <param name="held">How many bytes are held at most; a longer file is not held at all.</param>
internal sealed class FileAnswer(string? name, int held = 0) : IDisposable
{
    private const int LongestName = 120;
    private const int LongestEnding = 10;
    private const string ReservedAscii = "<>:\"|?*;%";

    private static readonly UnicodeCategory[] Unwanted =
    [
        UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator, UnicodeCategory.Surrogate,
        UnicodeCategory.PrivateUse, UnicodeCategory.OtherNotAssigned,
    ];

    // Of its full size from the beginning: growing would leave copies of keys behind.
    private readonly byte[] _held = held == 0 ? [] : new byte[held];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;

    /// <summary>What the three downloads hand out, whatever the cloud calls it.</summary>
    public const string MediaType = "application/zip";

    /// <summary>True if an answer is a file: it streams.</summary>
    public static bool IsFile(BcsOperation operation, int status, string? contentType) =>
        operation.Class is OperationClass.Reveals && status is >= 200 and < 300
        && !(MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.SubType.Value?.Contains("html", StringComparison.OrdinalIgnoreCase) is true || type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)));

    /// <summary>What tells a browser to keep the file and not to show it.</summary>
    public static string Attachment(string name)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }

    /// <summary>The name in a <c>Content-Disposition</c>, or null.</summary>
    public static string? NameIn(string? disposition)
    {
        if (!ContentDispositionHeaderValue.TryParse(disposition, out var parsed))
        {
            return null;
        }

        return Clean(HeaderUtilities.RemoveQuotes(parsed.FileNameStar.HasValue ? parsed.FileNameStar : parsed.FileName).Value);
    }

    /// <summary>A name as a file may have it anywhere: no folder, nothing that steers a terminal or turns the reading direction, not too long; or null.</summary>
    private static string? Clean(string? name)
    {
        var last = (name ?? "")[((name ?? "").LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.EnumerateRunes().Where(r => !Unwanted.Contains(Rune.GetUnicodeCategory(r)) && !(r.IsAscii && ReservedAscii.Contains((char)r.Value))))
            .Trim(' ', '.');
        if (plain.Length > LongestName)
        {
            var ending = Path.GetExtension(plain) is { Length: <= LongestEnding } e ? e : "";
            var kept = LongestName - ending.Length;
            plain = plain[..(char.IsHighSurrogate(plain[kept - 1]) ? kept - 1 : kept)] + ending;
        }

        return plain.Length == 0 ? null : plain;
    }

    /// <summary>Notes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        if (_bytes + bytes.Length <= _held.Length)
        {
            bytes.CopyTo(_held.AsSpan((int)_bytes));
        }

        _bytes += bytes.Length;
    }

    /// <summary>The whole file, or nothing if it was too long. It is wiped with this.</summary>
    public ReadOnlyMemory<byte> Content => _bytes <= _held.Length ? _held.AsMemory(0, (int)_bytes) : default;

    /// <summary>What is recorded of the whole file.</summary>
    public AuditFile ToAudit() => new(name, _bytes, Convert.ToHexStringLower(_hash.GetCurrentHash()));

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_held);
        _hash.Dispose();
    }
}
