using System.Text;

namespace Bcs.Sandbox.Iam.Signing;

/// <summary>
/// The canonical path and query of the signing algorithm, made from the target as it came over the wire. Works on bytes: what was sent
/// need not be valid UTF-8.
/// </summary>
internal static class CanonicalForm
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>Splits a request target into its raw path and query, also where it names scheme and host.</summary>
    public static (string Path, string Query) Split(string target)
    {
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0)
        {
            var path = target.IndexOfAny(['/', '?'], scheme + 3);
            target = path < 0 ? "/" : target[path..];
        }

        var mark = target.IndexOf('?');
        return mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
    }

    /// <summary>The path decoded as a whole, as the SDKs do, and encoded again but for its slashes; always ends in one.</summary>
    public static string Path(string rawPath)
    {
        var path = Encode(Decode(rawPath), keepsSlashes: true);
        return path.EndsWith('/') ? path : path + "/";
    }

    /// <summary>Every name and value decoded and encoded again, sorted by name and then by value.</summary>
    public static string Query(string rawQuery)
    {
        var pairs = rawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
        {
            var mark = pair.IndexOf('=');
            var (name, value) = mark < 0 ? (pair, "") : (pair[..mark], pair[(mark + 1)..]);
            return (Name: Encode(Decode(name)), Value: Encode(Decode(value)));
        });
        return string.Join('&', pairs.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"));
    }

    private static byte[] Decode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var decoded = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                decoded.Add(Convert.FromHexString([(char)bytes[i + 1], (char)bytes[i + 2]])[0]);
                i += 2;
            }
            else
            {
                decoded.Add(bytes[i]);
            }
        }

        return [.. decoded];
    }

    private static string Encode(byte[] bytes, bool keepsSlashes = false)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)value) || (char)value is '-' or '_' or '.' or '~' || (keepsSlashes && value == '/'))
            {
                text.Append((char)value);
            }
            else
            {
                text.Append('%').Append(Hex[value >> 4]).Append(Hex[value & 15]);
            }
        }

        return text.ToString();
    }
}
