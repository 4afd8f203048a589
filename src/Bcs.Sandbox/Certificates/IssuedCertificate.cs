using System.Security.Cryptography;

namespace Bcs.Sandbox.Certificates;

/// <summary>A certificate and how to get at its key.</summary>
/// <param name="Pem">The certificate as PEM.</param>
/// <param name="OpenKey">Opens its key; the caller disposes it.</param>
internal sealed record IssuedCertificate(string Pem, Func<ECDsa> OpenKey)
{
    /// <summary>The key as PEM, and the name of its file in a Fabric key store.</summary>
    public (string Pem, string FileName) Key()
    {
        using var key = OpenKey();
        return (DerivedKey.Pem(key), $"{Convert.ToHexStringLower(DerivedKey.Identifier(key))}_sk");
    }
}
