namespace Portal.Tests;

/// <summary>Finds the sources that the tests look into.</summary>
internal static class Repository
{
    public static string Folder(params string[] parts)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Portal.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("Portal.sln was not found above the tests.");
        }

        return Path.Combine([root.FullName, .. parts]);
    }
}
