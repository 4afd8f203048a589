using System.Runtime.Versioning;

namespace Portal.Bff.Platform.Data;

/// <summary>
/// Keeps what the gateway stores in files for its own user, whatever the umask says and whoever made folder and file. Windows has no such
/// modes; there the folder's own permissions count.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForFolders = ForFiles | UnixFileMode.UserExecute;

    // SQLite gives these the mode of the file that they belong to; an earlier version may have left looser ones.
    private static readonly string[] Companions = ["", "-wal", "-shm", "-journal"];

    /// <summary>Makes the folder of a file, or takes others' rights from it.</summary>
    public static void PrepareFolder(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, ForFolders);
            if (!IsShared(folder))
            {
                Tighten(folder, ForFolders);
            }
        }
    }

    /// <summary>Makes an empty database file, or takes others' rights from the one that is there.</summary>
    public static void PrepareDatabase(string file)
    {
        if (file is "" or ":memory:" || file.StartsWith("file:", StringComparison.Ordinal))
        {
            return;
        }

        PrepareFolder(file);
        if (!OperatingSystem.IsWindows())
        {
            new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = ForFiles })
                .Dispose();
            foreach (var companion in Companions)
            {
                Tighten(file + companion, ForFiles);
            }
        }
    }

    /// <summary>How a file is made that nobody else may read.</summary>
    public static FileStreamOptions New()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ForFiles;
        }

        return options;
    }

    /// <summary>Takes others' rights from a file, if it is this user's to say.</summary>
    public static void Tighten(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            Tighten(file, ForFiles);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void Tighten(string path, UnixFileMode wanted)
    {
        try
        {
            if (Path.Exists(path) && File.GetUnixFileMode(path) is var mode && (mode & ~wanted) != 0)
            {
                File.SetUnixFileMode(path, mode & wanted);
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // Somebody else's, or read-only, as a mounted secret is: its owner decides who reads it.
        }
    }

    // A folder that is not for the portal's data alone: others, or the person, would be locked out of something else.
    [UnsupportedOSPlatform("windows")]
    private static bool IsShared(string folder) =>
        File.GetUnixFileMode(folder).HasFlag(UnixFileMode.StickyBit)
        || new[] { "/", Environment.CurrentDirectory, AppContext.BaseDirectory, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) }
            .Any(other => other.Length > 0 && Path.TrimEndingDirectorySeparator(Path.GetFullPath(other)) == Path.TrimEndingDirectorySeparator(folder));
}
