using Portal.Bff.Identity;
using Portal.Bff.Sessions.OpenId;

namespace Portal.Bff.Tests.SingleSignOn;

/// <summary>A provider or a directory that the settings no longer name lets nobody go on, however long the session would last.</summary>
public sealed class TakenOutTests
{
    private const string Directory = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    private static readonly OpenIdProviders Providers = new(
    [
        new OpenIdProvider("corp", "Corp", "groups"), new OpenIdProvider(OpenIdProvider.Entra, "Entra", "groups") { AllowedTenants = [Directory] },
    ]);

    [Theory]
    [InlineData("iam", "iam:acme/alice", true)]
    [InlineData("corp", "corp:00u1ab", true)]
    [InlineData("gone", "gone:00u1ab", false)]
    [InlineData("entra", "entra:" + Directory + "/0f1e", true)]
    [InlineData("entra", "entra:11111111-86f1-41af-91ab-2d7cd011db47/0f1e", false)]
    public void Session_goes_on_only_while_its_provider_and_directory_are_named(string provider, string userId, bool expected) =>
        Assert.Equal(expected, Providers.Lets(new PortalSession("s-1", userId, "alice", null, provider, ["acme"])));
}
