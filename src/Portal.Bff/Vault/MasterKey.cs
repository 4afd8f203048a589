using System.Security.Cryptography;

namespace Portal.Bff.Vault;

/// <summary>Section <c>Keys</c>: where the master key comes from. It never lies in the database.</summary>
internal sealed class KeyOptions
{
    /// <summary>The key itself, 32 bytes in base64.</summary>
    public string? Master { get; init; }

    /// <summary>File that holds the key in base64.</summary>
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
            throw new InvalidOperationException("Neither Keys:Master nor Keys:MasterFile is set: the portal cannot keep secrets without a master key.");
        }

        if (!File.Exists(file))
        {
            if (!options.Create)
            {
                throw new InvalidOperationException($"Keys:MasterFile names {file}, which does not exist. Restore the key, or set Keys:Create=true for a new installation.");
            }

            Create(file);
        }

        return Parse(File.ReadAllText(file), "Keys:MasterFile");
    }

    private static void Create(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
    }

    private static MasterKey Parse(string text, string setting)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(text.Trim(), key, out var written) && written == Length
            ? new MasterKey(key)
            : throw new InvalidOperationException($"{setting} is not {Length} bytes in base64.");
    }
}
