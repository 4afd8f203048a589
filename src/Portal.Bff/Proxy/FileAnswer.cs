using System.Security.Cryptography;

using Bcs.Api.Catalogue;

using Microsoft.Net.Http.Headers;

using Portal.Bff.Audit;

namespace Portal.Bff.Proxy;

/// <summary>Counts and hashes a file on its way to the caller, and holds a short one to be looked at.</summary>
/// <param name="name">Name that upstream gave it, or null.</param>
/// <param name="held">How many bytes are held at most; a longer file is not held at all.</param>
internal sealed class FileAnswer(string? name, int held = 0) : IDisposable
{
    // Of its full size from the beginning: growing would leave copies of keys behind.
    private readonly byte[] _held = held == 0 ? [] : new byte[held];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;

    /// <summary>True if an answer is a file: it streams.</summary>
    public static bool IsFile(BcsOperation operation, int status, string? contentType) =>
        operation.Class is OperationClass.Reveals && status is >= 200 and < 300
        && !(MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.SubType.Value?.Contains("html", StringComparison.OrdinalIgnoreCase) is true || type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The name in a <c>Content-Disposition</c>, or null.</summary>
    public static string? NameIn(string? disposition)
    {
        if (!ContentDispositionHeaderValue.TryParse(disposition, out var parsed))
        {
            return null;
        }

        var name = HeaderUtilities.RemoveQuotes(parsed.FileNameStar.HasValue ? parsed.FileNameStar : parsed.FileName).Value;
        return string.IsNullOrWhiteSpace(name) ? null : name;
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
