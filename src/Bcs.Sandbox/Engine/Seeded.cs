using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bcs.Sandbox.Engine;

/// <summary>Ids, hashes, addresses and fractions that look random and are the same for the same seed and name.</summary>
internal static class Seeded
{
    /// <summary>UUID-shaped.</summary>
    public static string Id(int seed, string name)
    {
        var hex = Hex(seed, name, 32);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    /// <summary>Lower-case hexadecimal digits, up to 64.</summary>
    public static string Hex(int seed, string name, int length) => Convert.ToHexStringLower(Digest(seed, name))[..length];

    /// <summary>A public-looking IPv4 address from the range reserved for benchmarks.</summary>
    public static string Address(int seed, string name)
    {
        var digest = Digest(seed, name);
        return string.Create(CultureInfo.InvariantCulture, $"198.{18 + (digest[0] & 1)}.{digest[1]}.{1 + (digest[2] % 254)}");
    }

    /// <summary>From 0 up to, but not including, 1.</summary>
    public static double Fraction(int seed, string name) =>
        BinaryPrimitives.ReadUInt32BigEndian(Digest(seed, name)) / 4294967296.0;

    private static byte[] Digest(int seed, string name) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}|{name}")));
}
