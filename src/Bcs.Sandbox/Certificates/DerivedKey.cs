using System.Security.Cryptography;

using Bcs.Sandbox.Engine;

namespace Bcs.Sandbox.Certificates;

/// <summary>
/// Private keys on P-256 that follow from the seed and a name, so that a run can be repeated and the state file needs no key.
/// Anyone who knows the seed knows them: they are for rehearsals.
/// </summary>
internal static class DerivedKey
{
    private const int HexLength = 64;
    private const byte BelowOrder = 0x7f;

    /// <summary>The key of this name. The caller disposes it.</summary>
    public static ECDsa Of(int seed, string name)
    {
        var secret = Convert.FromHexString(Seeded.Hex(seed, $"key|{name}", HexLength));
        // The order of the curve begins with ff, so a number without the top bit is always below it.
        secret[0] &= BelowOrder;
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
    }

    /// <summary>Identifier of a key as Fabric computes it: SHA-256 of the uncompressed point.</summary>
    public static byte[] Identifier(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return SHA256.HashData([4, .. point.X!, .. point.Y!]);
    }

    /// <summary>PKCS #8 as PEM. The line before it makes a leaked key searchable; readers of PEM skip it.</summary>
    public static string Pem(ECDsa key) => $"SBXSECRET key of the sandbox\n{key.ExportPkcs8PrivateKeyPem()}\n";
}
