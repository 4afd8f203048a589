using System.Runtime.InteropServices;

namespace Portal.AppHost;

/// <summary>Where this checkout keeps what the build made, found from where this program runs.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds <c>Portal.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The <c>dotnet</c> that runs this program.</summary>
    public static string DotNet { get; } = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>The assembly of a part, built in the same configuration as this program.</summary>
    /// <param name="project">Project name under <c>src</c>.</param>
    public static string Assembly(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var path = Path.Combine(Root, "src", project, "bin", configuration, "net10.0", project + ".dll");
        return File.Exists(path)
            ? path
            : throw new StartException($"{project} has not been built in {configuration}: run `dotnet build -c {configuration}` in {Root}.", StartException.PartFailed);
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

        throw new StartException($"No Portal.sln above {AppContext.BaseDirectory}: this program runs from the checkout it was built in.", StartException.PartFailed);
    }
}
