using Portal.Testing;

namespace Bcs.Sandbox.Tests.Certificates;

public sealed class SafeModeTests : CertificateTest
{
    [Fact]
    public async Task Safe_mode_ends_at_100_certificates_for_an_organisation_and_the_other_mode_does_not()
    {
        await Together.AllAsync(Enumerable.Range(0, 100).Select(i => GenerateAsync($"user{i}", safe: true)));
        SandboxTest.AssertRefused(400, "BCS.4001088", await Sandbox.CallAsync("POST", $"/blockchains/{Service}/orgs/organization/usercert/user100", new { security_mode = true }));
        await GenerateAsync("user100");
        await GenerateAsync("user100");
    }
}
