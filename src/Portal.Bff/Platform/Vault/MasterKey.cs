using System.Security.Cryptography;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Platform.Vault;

/// <summary>Section <c>Keys</c>: where the master key comes from. It never lies in the database.</summary>
[Settings("Keys")]
internal sealed class KeyOptions
{
    /// <summary>The key itself, 32 bytes in base64.</summary>
    [Text(4096)]
    public string? Master { get; init; }

    /// <summary>File that holds the key in base64.</summary>
    [Text(4096)]
    public string? MasterFile { get; init; }

    /// <summary>Makes the file, readable by its owner only, when it is missing.</summary>
    public bool Create { get; init; }
}

/// <summary>The key that wraps every data key.</summary>
internal sealed class MasterKey
{
    /// <summary>Length in bytes: AES-256.</summary>
    public const int Length = 32;

    private readonly byte[] _key;

    private MasterKey(byte[] key) => _key = key;

    /// <summary>The key's bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _key;

    /// <summary>Loads the key, or says which setting to mend.</summary>
    public static MasterKey Load(KeyOptions options)
    {
        if (options.Master is { Length: > 0 } text)
        {
            return Parse(text, "Keys:Master");
        }

        if (options.MasterFile is not { Length: > 0 } file)
        {
            throw SettingsReader.Refuse("Keys:Master and Keys:MasterFile are not set: the portal cannot keep secrets without a master key.");
        }

        if (options.Create)
        {
            // With it the folder is the portal's own; a secret that is handed over lies in one of somebody else's.
            PrivateFiles.PrepareFolder(file);
        }

        PrivateFiles.Tighten(file);
        if (!File.Exists(file))
        {
            if (!options.Create)
            {
                throw SettingsReader.Refuse($"Keys:MasterFile names {file}, which does not exist. Restore the key, or set Keys:Create=true for a new installation.");
            }

            Create(file);
        }

        return Parse(File.ReadAllText(file), "Keys:MasterFile");
    }

    private static void Create(string file)
    {
        using var writer = new StreamWriter(file, PrivateFiles.New());
        writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
    }

    private static MasterKey Parse(string text, string setting)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(text.Trim(), key, out var written) && written == Length
            ? new MasterKey(key)
            : throw SettingsReader.Refuse($"{setting} is not {Length} bytes in base64.");
    }
}
