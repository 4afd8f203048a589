using System.Buffers;
using System.Globalization;
using System.Text;

namespace Bcs.Api.Signing;

/// <summary>
/// The one text form of a request that its signer and its receiver can both derive. It is made from what goes over the
/// wire, byte by byte: text is only ever compared in its escaped form.
/// </summary>
internal static class CanonicalRequest
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private static readonly SearchValues<byte> Plain = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved));

    /// <summary>Joins the six parts.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path as it is sent.</param>
    /// <param name="query">Query as it is sent, with or without its question mark.</param>
    /// <param name="headers">Signed headers: names in lower case, sorted, and values as they are sent.</param>
    /// <param name="bodyHash">Hash of the body, or the word that stands for it.</param>
    public static string Build(string method, string path, string query, IReadOnlyList<(string Name, string Value)> headers, string bodyHash)
    {
        var text = new StringBuilder().Append(method.ToUpperInvariant()).Append('\n').Append(Path(path)).Append('\n').Append(Query(query)).Append('\n');
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(':').Append(value.Trim()).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', headers.Select(h => h.Name)).Append('\n').Append(bodyHash).ToString();
    }

    private static string Path(string path)
    {
        var escaped = Escape(Unescape(path), keep: (byte)'/');
        return escaped.EndsWith('/') ? escaped : escaped + "/";
    }

    private static string Query(string query)
    {
        var pairs = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
        {
            var separator = pair.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = separator < 0 ? (pair, "") : (pair[..separator], pair[(separator + 1)..]);
            return (Key: Escape(Unescape(key)), Value: Escape(Unescape(value)));
        });
        return string.Join('&', pairs.OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
    }

    private static byte[] Unescape(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length
                && byte.TryParse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes[length++] = value;
                i += 2;
            }
            else
            {
                bytes[length++] = bytes[i];
            }
        }

        return bytes[..length];
    }

    private static string Escape(byte[] bytes, byte? keep = null)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            if (Plain.Contains(value) || value == keep)
            {
                text.Append((char)value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return text.ToString();
    }
}
