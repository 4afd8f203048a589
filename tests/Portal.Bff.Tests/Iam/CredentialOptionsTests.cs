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
}
