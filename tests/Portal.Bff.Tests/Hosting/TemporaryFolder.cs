namespace Portal.Bff.Tests.Hosting;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("portal-test").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
