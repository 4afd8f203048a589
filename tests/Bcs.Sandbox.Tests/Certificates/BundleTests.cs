namespace Bcs.Sandbox.Tests.Certificates;

/// <summary>Bundles are opened by unzip and judged by openssl.</summary>
public sealed class BundleTests : CertificateTest
{
    [Theory]
    [InlineData("organization", "peer")]
    [InlineData("bcs-test-orderer", "orderer")]
    public async Task Administrator_bundle_has_the_layout_of_the_live_service_and_verifies(string organization, string kind)
    {
        var folder = await UnpackAsync(await DownloadAsync(organization, "admin"));
        var top = Path.GetFileName(Directory.EnumerateDirectories(folder).Single());
        var hash = top.Split('.')[0];
        Assert.Matches("^[0-9a-f]{40}$", hash);
        Assert.Equal($"{hash}.{kind}-{hash}.default.svc.cluster.local", top);
        var key = Path.GetFileName(FileIn(folder, "*_sk"));
        Assert.Equal(
            [
                $"{top}/msp/admincerts/Admin@{top}-cert.pem", $"{top}/msp/cacerts/ca.{hash}-cert.pem", $"{top}/msp/keystore/{key}", $"{top}/msp/signcerts/Admin@{top}-cert.pem",
                $"{top}/msp/tlscacerts/tlsca.{hash}-cert.pem", $"{top}/tls/ca.crt", $"{top}/tls/server.crt", $"{top}/tls/server.key",
            ],
            Files(folder));

        var (identities, servers, admin) = (FileIn(folder, "ca.*-cert.pem"), FileIn(folder, "tlsca.*"), Path.Combine(folder, top, "msp", "signcerts", $"Admin@{top}-cert.pem"));
        Assert.Contains(": OK", await Tool.MustRunAsync("openssl", "verify", "-x509_strict", "-CAfile", identities, admin), StringComparison.Ordinal);
        await Tool.MustRunAsync("openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", $"node-0.{kind}-{hash}.default.svc.cluster.local", "-CAfile", servers, FileIn(folder, "server.crt"));
        await AssertPairAsync(admin, FileIn(folder, "*_sk"));
        await AssertPairAsync(FileIn(folder, "server.crt"), FileIn(folder, "server.key"));
        Assert.Equal(await File.ReadAllBytesAsync(servers), await File.ReadAllBytesAsync(FileIn(folder, "ca.crt")));

        // The two authorities are strangers to each other.
        Assert.NotEqual(0, (await Tool.RunAsync("openssl", "verify", "-CAfile", servers, admin)).Code);
        Assert.NotEqual(0, (await Tool.RunAsync("openssl", "verify", "-CAfile", identities, FileIn(folder, "server.crt"))).Code);
    }

    [Fact]
    public async Task Authority_bundle_holds_a_p256_authority_that_signed_the_others()
    {
        var folder = await UnpackAsync(await DownloadAsync("organization", "ca"));
        Assert.Equal(["ca.organization-cert.pem", "organization_sk"], Files(folder));
        var root = Path.Combine(folder, "ca.organization-cert.pem");
        var text = await Tool.MustRunAsync("openssl", "x509", "-in", root, "-noout", "-text");
        Assert.Contains("CA:TRUE", text, StringComparison.Ordinal);
        Assert.Contains("NIST CURVE: P-256", text, StringComparison.Ordinal);
        await AssertPairAsync(root, Path.Combine(folder, "organization_sk"));
        await Tool.MustRunAsync("openssl", "verify", "-x509_strict", "-CAfile", root, FileIn(await UnpackAsync(await DownloadAsync("organization", "user")), "*-cert.pem"));
        await Tool.MustRunAsync("openssl", "verify", "-x509_strict", "-CAfile", root, FileIn(await UnpackAsync(await GenerateAsync("alice")), "*-cert.pem"));

        var (code, _) = await Tool.RunAsync("openssl", "verify", "-CAfile", root, FileIn(await UnpackAsync(await DownloadAsync("bcs-test-orderer", "user")), "*-cert.pem"));
        Assert.NotEqual(0, code);
    }

    [Fact]
    public async Task User_bundle_has_key_and_certificate_of_that_user()
    {
        var folder = await UnpackAsync(await GenerateAsync("alice"));
        var hash = await HashAsync();
        Assert.Equal([$"msp/keystore/{Path.GetFileName(FileIn(folder, "*_sk"))}", $"msp/signcerts/alice@{hash}.peer-{hash}.default.svc.cluster.local-cert.pem"], Files(folder));
        await AssertPairAsync(FileIn(folder, "*-cert.pem"), FileIn(folder, "*_sk"));
        var subject = await Tool.MustRunAsync("openssl", "x509", "-in", FileIn(folder, "*-cert.pem"), "-noout", "-subject");
        Assert.Contains($"alice@{hash}.peer-{hash}", subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Downloads_are_the_same_again_and_differ_between_services_and_users()
    {
        var first = await DownloadAsync("organization", "admin");
        Assert.Equal(first, await DownloadAsync("organization", "admin"));
        var other = await Sandbox.ReadyServiceAsync("bcs-other");
        Assert.NotEqual(first, await DownloadAsync("organization", "admin", other));
        Assert.NotEqual(await GenerateAsync("alice"), await GenerateAsync("alice"));
    }

    [Fact]
    public async Task Keys_in_bundles_can_be_found_by_a_search_without_unpacking()
    {
        foreach (var zip in new[] { await DownloadAsync("organization", "admin"), await DownloadAsync("organization", "ca"), await GenerateAsync("alice") })
        {
            Assert.True(zip.AsSpan().IndexOf("SBXSECRET"u8) > 0);
        }
    }

    private static async Task AssertPairAsync(string certificate, string key) => Assert.Equal(
        await Tool.MustRunAsync("openssl", "x509", "-in", certificate, "-noout", "-pubkey"),
        await Tool.MustRunAsync("openssl", "pkey", "-in", key, "-pubout"));
}
