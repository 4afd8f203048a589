using Portal.Bff.Tenants;

namespace Portal.Bff.Tests.Iam;

public sealed class CredentialOptionsTests
{
    [Theory]
    [InlineData("user", "password", null, null, true)]
    [InlineData(null, null, "ak", "sk", true)]
    [InlineData("", "", "ak", "sk", true)]
    [InlineData(null, null, null, null, true)]
    [InlineData("user", null, null, null, false)]
    [InlineData(null, "password", null, null, false)]
    [InlineData(null, null, "ak", null, false)]
    [InlineData(null, null, null, "sk", false)]
    [InlineData("user", "password", "ak", "sk", false)]
    [InlineData("user", null, null, "sk", false)]
    public void Credential_is_a_password_or_an_access_key(string? user, string? password, string? accessKey, string? secretKey, bool right)
    {
        var problem = new CredentialOptions { User = user, Password = password, AccessKey = accessKey, SecretKey = secretKey }.Problem;
        Assert.Equal(right, problem is null);
        Assert.Equal(right, new CredentialOptions { User = user, Password = password, Ak = accessKey, Sk = secretKey }.Problem is null);
    }

    [Fact]
    public void Problem_of_a_tenant_names_its_key()
    {
        var options = new TenantOptions
        {
            Name = "n", Domain = "d", Project = "p", IamEndpoint = "https://iam", BcsEndpoint = "https://bcs", Credential = new CredentialOptions { AccessKey = "ak" },
        };
        Assert.Equal(
            "Tenants:harbor:Credential needs both AccessKey and SecretKey, or User and Password.",
            Assert.Single(options.Problems("harbor", new HashSet<string>())));
    }
}
