using System.IO.Compression;

namespace Bcs.Sandbox.Tests.Certificates;

public sealed class FreezeTests : CertificateTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Freezing_and_unfreezing_take_effect_after_30_to_60_seconds(bool hosted)
    {
        var zip = await GenerateAsync("alice", safe: hosted);
        var upload = hosted ? null : zip;
        Assert.Equal("active", await StatusAsync("alice"));
        foreach (var (change, during, after) in new[] { ("freeze", "freezing", "frozen"), ("unfreeze", "unfreezing", "active") })
        {
            var (status, body) = await ChangeAsync(change, "alice", upload);
            Assert.Equal((200, "success"), (status, body!["result"]!.GetValue<string>()));
            Sandbox.Advance(29);
            Assert.Equal(during, await StatusAsync("alice"));
            Sandbox.Advance(31);
            Assert.Equal(after, await StatusAsync("alice"));
        }
    }

    [Theory]
    [InlineData("unfreeze", "active", "active")]
    [InlineData("freeze freeze", "freezing", "frozen")]
    [InlineData("freeze unfreeze", "unfreezing", "active")]
    [InlineData("freeze unfreeze freeze", "freezing", "frozen")]
    [InlineData("freeze wait freeze", "frozen", "frozen")]
    [InlineData("freeze wait unfreeze freeze", "freezing", "frozen")]
    [InlineData("freeze wait unfreeze wait unfreeze", "active", "active")]
    public async Task Both_are_accepted_at_any_time_and_the_last_one_wins(string changes, string during, string after)
    {
        var zip = await GenerateAsync("alice");
        foreach (var change in changes.Split(' '))
        {
            if (change == "wait")
            {
                Sandbox.Advance(60);
            }
            else
            {
                Assert.Equal(200, (await ChangeAsync(change, "alice", zip)).Status);
                Sandbox.Advance(5);
            }
        }

        Assert.Equal(during, await StatusAsync("alice"));
        Sandbox.Advance(60);
        Assert.Equal(after, await StatusAsync("alice"));
    }

    [Fact]
    public async Task Hosted_certificate_can_be_uploaded_too()
    {
        var zip = await GenerateAsync("alice", safe: true);
        Assert.Equal(200, (await ChangeAsync("freeze", "alice", zip)).Status);
    }

    [Fact]
    public async Task File_of_exactly_30_kb_is_taken_and_one_byte_more_is_not()
    {
        var zip = await GenerateAsync("alice");
        SandboxTest.AssertRefused(400, "BCS.4006014", await ChangeAsync("freeze", "alice", Padded(zip, (30 * 1024) + 1)));
        Assert.Equal(200, (await ChangeAsync("freeze", "alice", Padded(zip, 30 * 1024))).Status);
    }

    [Fact]
    public async Task Zip_with_a_huge_entry_is_refused_without_unpacking_it()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("msp/signcerts/alice-cert.pem").Open();
            entry.Write(new byte[20_000_000]);
        }

        Assert.True(buffer.Length < 30 * 1024);
        SandboxTest.AssertRefused(400, "BCS.4006014", await ChangeAsync("freeze", "alice", buffer.ToArray()));
    }

    /// <summary>The zip with a comment that makes it as large as asked.</summary>
    private static byte[] Padded(byte[] zip, int size)
    {
        using var buffer = new MemoryStream();
        buffer.Write(zip);
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.Comment = new string('x', size - zip.Length);
        }

        Assert.Equal(size, buffer.Length);
        return buffer.ToArray();
    }
}
