using System.IO.Compression;
using System.Text;

namespace Portal.EndToEnd.Hosting;

/// <summary>Looks for secrets in bytes: as they are, in UTF-16, in Base64 at each of the three alignments, written for an address, and inside gzip and Brotli.</summary>
public sealed class SecretScan
{
    private static readonly byte[] Gzip = [0x1f, 0x8b, 0x08];

    private readonly List<(string Name, byte[] Bytes)> _forms = [];

    public SecretScan(params string[] secrets)
    {
        foreach (var secret in secrets)
        {
            var bytes = Encoding.UTF8.GetBytes(secret);
            _forms.Add(($"{secret} as it is", bytes));
            _forms.Add(($"{secret} in UTF-16", Encoding.Unicode.GetBytes(secret)));
            _forms.Add(($"{secret} in an address", Encoding.UTF8.GetBytes(Uri.EscapeDataString(secret))));
            _forms.Add(($"{secret} in hexadecimal", Encoding.UTF8.GetBytes(Convert.ToHexString(bytes))));
            _forms.Add(($"{secret} in hexadecimal", Encoding.UTF8.GetBytes(Convert.ToHexStringLower(bytes))));
            for (var shift = 0; shift < 3; shift++)
            {
                var text = Base64(bytes, shift);
                _forms.Add(($"{secret} in Base64", Encoding.UTF8.GetBytes(text)));
                _forms.Add(($"{secret} in Base64url", Encoding.UTF8.GetBytes(text.Replace('+', '-').Replace('/', '_'))));
            }
        }
    }

    /// <summary>The secrets found, each with its form; empty if there is none.</summary>
    public IReadOnlyList<string> Find(byte[] content)
    {
        var found = In(content);
        for (var at = content.AsSpan().IndexOf(Gzip); at >= 0; at = Next(content, at))
        {
            found.AddRange(In(Unpack(content, at, s => new GZipStream(s, CompressionMode.Decompress))).Select(f => f + " inside gzip"));
        }

        found.AddRange(In(Unpack(content, 0, s => new BrotliStream(s, CompressionMode.Decompress))).Select(f => f + " inside Brotli"));
        return found;
    }

    private static int Next(byte[] content, int at)
    {
        var next = content.AsSpan(at + 1).IndexOf(Gzip);
        return next < 0 ? -1 : at + 1 + next;
    }

    // Of the text for a shifted secret only the middle does not depend on its neighbours.
    private static string Base64(byte[] secret, int shift)
    {
        var text = Convert.ToBase64String([.. new byte[shift], .. secret]).TrimEnd('=');
        var start = shift == 0 ? 0 : shift + 1;
        var whole = (shift + secret.Length) / 3 * 4;
        return text[start..Math.Min(whole, text.Length)];
    }

    private static byte[] Unpack(byte[] content, int at, Func<Stream, Stream> open)
    {
        using var result = new MemoryStream();
        try
        {
            using var stream = open(new MemoryStream(content, at, content.Length - at));
            stream.CopyTo(result);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            // Not packed, or no further: what came out so far is looked at.
        }

        return result.ToArray();
    }

    private List<string> In(byte[] content) => [.. _forms.Where(f => content.AsSpan().IndexOf(f.Bytes) >= 0).Select(f => f.Name)];
}
