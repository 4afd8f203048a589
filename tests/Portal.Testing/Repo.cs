namespace Portal.Testing;

/// <summary>Where things are in the checkout that the running tests were built from.</summary>
public static class Repo
{
    /// <summary>The folder that holds <c>Portal.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The build configuration of the running tests (<c>Debug</c> or <c>Release</c>); the parts they start are taken from the same one.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A path below the root.</summary>
    /// <param name="parts">Folder and file names, from the root down.</param>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The assembly that the build left for a project under <c>src</c>.</summary>
    /// <param name="project">Project name, for example <c>Portal.Bff</c>.</param>
    /// <exception cref="FileNotFoundException">The project has not been built in this configuration.</exception>
    public static string Output(string project)
    {
        var dll = PathOf("src", project, "bin", Configuration, "net10.0", project + ".dll");
        return File.Exists(dll)
            ? dll
            : throw new FileNotFoundException($"{project} is not built in {Configuration}: run `dotnet build -c {Configuration}` first.", dll);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Portal.sln above {AppContext.BaseDirectory}.");
    }
}
