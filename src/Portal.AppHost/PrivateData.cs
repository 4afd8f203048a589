namespace Portal.AppHost;

/// <summary>Makes folders and files of the data for their owner alone, whatever the umask says, and takes others' rights from those that are there.</summary>
internal static class PrivateData
{
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForFolders = ForFiles | UnixFileMode.UserExecute;

    /// <summary>Makes a folder.</summary>
    /// <param name="path">Where.</param>
    /// <param name="own">True if all files in it are the portal's, so that those of earlier starts are made private too.</param>
    public static void MakeFolder(string path, bool own = true)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, ForFolders);
        if (!File.GetUnixFileMode(path).HasFlag(UnixFileMode.StickyBit))
        {
            // A folder such as /tmp is everybody's and stays so.
            File.SetUnixFileMode(path, ForFolders);
        }

        foreach (var file in own ? Directory.EnumerateFiles(path) : [])
        {
            File.SetUnixFileMode(file, ForFiles);
        }
    }

    /// <summary>Opens a file to write.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, FileOptions how = FileOptions.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, Options = how, BufferSize = 1 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ForFiles;
        }

        return new FileStream(path, options);
    }
}
