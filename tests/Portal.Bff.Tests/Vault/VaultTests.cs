using System.Security.Cryptography;
using System.Text;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Portal.Bff.Platform.Vault;
using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Vault;

public sealed class VaultTests(SqliteStack stack) : IClassFixture<SqliteStack>
{
    private SecretVault Vault => stack.Bff.Services.GetRequiredService<SecretVault>();

    [Fact]
    public async Task A_sealed_value_opens_for_its_owner_and_purpose_only()
    {
        var sealedBytes = await Vault.SealAsync("harbor", "purpose", Encoding.UTF8.GetBytes("hidden"), default);

        Assert.Equal("hidden", Encoding.UTF8.GetString(await Vault.OpenAsync("harbor", "purpose", sealedBytes, default)));
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await Vault.OpenAsync("meridian", "purpose", sealedBytes, default));
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await Vault.OpenAsync("harbor", "other", sealedBytes, default));
    }

    [Fact]
    public async Task Any_changed_byte_is_noticed()
    {
        var sealedBytes = await Vault.SealAsync("harbor", "purpose", Encoding.UTF8.GetBytes("hidden"), default);
        for (var i = 0; i < sealedBytes.Length; i++)
        {
            var changed = sealedBytes.ToArray();
            changed[i] ^= 1;

            await Assert.ThrowsAnyAsync<CryptographicException>(async () => await Vault.OpenAsync("harbor", "purpose", changed, default));
        }
    }

    [Fact]
    public async Task Another_master_key_opens_nothing_and_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        await using (await BffHost.StartAsync(stack.Sandbox, folder: folder.Path))
        {
        }

        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Length));
        var settings = await PortalSettings.ForAsync(stack.Sandbox, folder.Path);
        settings["Keys:Master"] = key;
        await using var process = ProcessHost.Start(Repo.Output("Portal.Bff"), settings.AsEnvironment());
        await process.WaitForOutputAsync("Keys:Master (or Keys:MasterFile) holds another master key");
        await Eventually.TrueAsync(() => process.HasExited, "the process ends");

        Assert.Equal(2, process.ExitCode);
    }

    [Fact]
    public void Key_file_is_made_for_its_owner_alone_and_only_when_asked()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "keys", "master.key");

        Assert.Throws<OptionsValidationException>(() => MasterKey.Load(new KeyOptions { MasterFile = file }));
        var made = MasterKey.Load(new KeyOptions { MasterFile = file, Create = true });
        var read = MasterKey.Load(new KeyOptions { MasterFile = file });

        Assert.Equal(made.Bytes.ToArray(), read.Bytes.ToArray());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64")]
    public void A_key_of_another_length_is_refused(string key) =>
        Assert.Throws<OptionsValidationException>(() => MasterKey.Load(new KeyOptions { Master = key }));
}
