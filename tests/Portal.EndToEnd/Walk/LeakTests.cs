using System.Text;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.EndToEnd.Walk;

[Collection(WalkCollection.Name)]
public sealed class LeakTests(WalkRun run, ITestOutputHelper output)
{
    // All tokens, passwords and keys of the emulated cloud hold this.
    private const string Canary = "SBXSECRET";

    private readonly SecretScan _scan = new(Canary, WalkScript.ResourcePassword);

    [Fact]
    public async Task No_secret_reaches_a_browser()
    {
        await run.DoneAsync();
        var parts = run.Recording.Parts;
        output.Measure($"{run.Recording.Answers} answers, {run.Recording.Frames} frames, {parts.Sum(p => (long)p.Content.Length)} bytes searched in what came to the browsers");
        Assert.True(run.Recording.Frames > 50);
        Assert.Empty(run.Recording.Unread);
        Assert.Empty(parts.SelectMany(p => _scan.Find(p.Content).Select(f => $"{f} in {p.Where}")));
    }

    [Fact]
    public async Task No_secret_is_in_what_the_processes_write()
    {
        await run.DoneAsync();
        foreach (var process in (ProcessHost[])[run.Portal.Bff, run.Portal.Ui])
        {
            Assert.NotEmpty(process.Output);
            Assert.Empty(_scan.Find(Encoding.UTF8.GetBytes(process.Output)));
        }
    }

    [Fact]
    public async Task No_secret_is_in_a_file_of_the_data_folder()
    {
        await run.DoneAsync();
        var files = Directory.GetFiles(run.Portal.Folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith("portal.db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.Empty(_scan.Find(await ReadAsync(file)).Select(f => $"{f} in {file}"));
        }
    }

    [Theory]
    [InlineData("the cloud's SBXSECRET-token")]
    [InlineData("eyJhIjoiU0JYU0VDUkVUIn0")]
    [InlineData("U0JYU0VDUkVU")]
    [InlineData("YVNCWFNFQ1JFVGI=")]
    [InlineData("YWFTQlhTRUNSRVRi")]
    [InlineData("Kq7-wZ9%21xPm2")]
    public void Search_finds_a_secret_in_each_form(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        Assert.NotEmpty(_scan.Find(Encoding.UTF8.GetBytes(text)));
        Assert.NotEmpty(_scan.Find([1, 2, 3, .. packed.ToArray()]));
        Assert.Empty(_scan.Find(Encoding.UTF8.GetBytes("nothing of the kind")));
    }

    // The database is in use.
    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
