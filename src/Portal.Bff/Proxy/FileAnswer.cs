using System.Security.Cryptography;

using Bcs.Api.Catalogue;

using Microsoft.Net.Http.Headers;

using Portal.Bff.Audit;

namespace Portal.Bff.Proxy;

/// <summary>Counts and hashes a file on its way to the caller.</summary>
internal sealed class FileAnswer(string? name) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;

    /// <summary>True if an answer is a file: nothing of it is held, none of it is looked at.</summary>
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
        _bytes += bytes.Length;
    }

    /// <summary>What is recorded of the whole file.</summary>
    public AuditFile ToAudit() => new(name, _bytes, Convert.ToHexStringLower(_hash.GetCurrentHash()));

    public void Dispose() => _hash.Dispose();
}
