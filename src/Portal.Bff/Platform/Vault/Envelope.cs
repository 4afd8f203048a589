using System.Security.Cryptography;
using System.Text;

namespace Portal.Bff.Platform.Vault;

/// <summary>
/// AES-256-GCM with the owner and the purpose as associated data: a ciphertext moved to another owner or purpose does
/// not open. Layout: version (1) | nonce (12) | tag (16) | ciphertext.
/// </summary>
internal static class Envelope
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = 1 + NonceLength + TagLength;

    /// <summary>Encrypts.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, string owner, string purpose, ReadOnlySpan<byte> plaintext)
    {
        var sealedBytes = new byte[HeaderLength + plaintext.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plaintext, sealedBytes.AsSpan(HeaderLength), sealedBytes.AsSpan(1 + NonceLength, TagLength), AssociatedData(owner, purpose));
        return sealedBytes;
    }

    /// <summary>Decrypts; throws <see cref="CryptographicException"/> if anything was changed or the key is another one.</summary>
    public static byte[] Open(ReadOnlySpan<byte> key, string owner, string purpose, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < HeaderLength || sealedBytes[0] != Version)
        {
            throw new CryptographicException("The sealed value has no known form.");
        }

        var plaintext = new byte[sealedBytes.Length - HeaderLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedBytes.Slice(1, NonceLength), sealedBytes[HeaderLength..], sealedBytes.Slice(1 + NonceLength, TagLength), plaintext,
            AssociatedData(owner, purpose));
        return plaintext;
    }

    private static byte[] AssociatedData(string owner, string purpose) => Encoding.UTF8.GetBytes($"{owner}\0{purpose}");
}
