using System.Runtime.Versioning;

using Portal.Bff.Tests.Proxy;
using Portal.Testing;

namespace Portal.Bff.Tests.Hosting;

/// <summary>What the gateway leaves on the disk is for its own user, also when it is started without anybody who prepares the folder.</summary>
[SupportedOSPlatform("linux")]
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gateway_alone_keeps_folder_and_files_for_itself_whatever_the_umask_and_whatever_was_there(bool looseBefore)
    {
        var data = Path.Combine(_folder.Path, "data");
        await using var cloud = await RecordingCloud.StartAsync();
        if (looseBefore)
        {
            // As an earlier version left them.
            await RunAsync(cloud, data);
            Assert.All(Entries(data), e => File.SetUnixFileMode(e, Everybody));
            File.WriteAllBytes(Path.Combine(data, "portal.db-wal"), []);
            File.SetUnixFileMode(Path.Combine(data, "portal.db-wal"), Everybody);
        }

        var files = await RunAsync(cloud, data);

        Assert.Equal(["data", "jobs.db", "keys", "master.key", "portal.db"], files.Where(f => !f.Path.Contains("db-", StringComparison.Ordinal)).Select(f => Path.GetFileName(f.Path)).Distinct().Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.True(
            f.Mode == (Directory.Exists(f.Path) ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead | UnixFileMode.UserWrite),
            $"{f.Path}: {f.Mode}"));
    }

    // What lies there is looked at while it runs: some of SQLite's files end with the process.
    private static async Task<List<(string Path, UnixFileMode Mode)>> RunAsync(RecordingCloud cloud, string data)
    {
        var url = new Uri(FormattableString.Invariant($"http://127.0.0.1:{FreePort.Next()}"));
        await using var process = ProcessHost.StartCommand(
            "/bin/sh", ["-c", "umask 000; exec \"$0\" \"$@\"", "dotnet", Repo.Output("Portal.Bff")],
            [.. cloud.Settings(data).AsEnvironment(), new("ASPNETCORE_URLS", url.ToString())], Path.GetDirectoryName(Repo.Output("Portal.Bff"))!);
        await process.WaitForHealthAsync(new Uri(url, "/health/ready"));
        var files = Entries(data).Select(f => (f, File.GetUnixFileMode(f))).ToList();
        await process.StopAsync();
        return [.. files, .. Entries(data).Select(f => (f, File.GetUnixFileMode(f)))];
    }

    private static IEnumerable<string> Entries(string data) => Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Prepend(data);
}
