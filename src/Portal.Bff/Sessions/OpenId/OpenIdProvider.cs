using Portal.Bff.Identity;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>A provider of single sign-on that is configured. Its name is that of its authentication scheme.</summary>
/// <param name="Name">Name in addresses and settings.</param>
/// <param name="DisplayName">Name to show.</param>
/// <param name="GroupsClaim">Claim with the groups.</param>
internal sealed record OpenIdProvider(string Name, string DisplayName, string GroupsClaim)
{
    /// <summary>The provider of section <c>AzureAd</c>.</summary>
    public const string Entra = "entra";

    /// <summary>Where a sign-in begins.</summary>
    public const string StartPrefix = "/bff/signin/oidc";

    /// <summary>Where the provider sends people back to.</summary>
    public const string CallbackPrefix = "/bff/callback/oidc";

    /// <summary>Where the provider sends people to after it has signed them out.</summary>
    public const string SignedOutPrefix = "/bff/signedout";

    /// <summary>Where the provider tells of sign-outs.</summary>
    public const string BackchannelPrefix = "/bff/backchannel-logout";

    /// <summary>The directories whose people may come, by their ids; empty where the provider has only its own people.</summary>
    public IReadOnlyList<string> AllowedTenants { get; init; } = [];

    /// <summary>Where the provider sends people back to.</summary>
    public string CallbackPath => $"{CallbackPrefix}/{Name}";

    /// <summary>Where the provider sends people to after it has signed them out.</summary>
    public string SignedOutPath => $"{SignedOutPrefix}/{Name}";

    /// <summary>Id of one of its groups.</summary>
    public string Group(string name) => UserIds.Group(Name, name);
}

/// <summary>The providers that are configured, in the order of their names.</summary>
internal sealed class OpenIdProviders(IReadOnlyList<OpenIdProvider> all)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<OpenIdProvider> All => all;

    /// <summary>Whether a session's person may still come that way: taken out of the settings, a provider or a directory of it lets nobody on.</summary>
    public bool Lets(PortalSession session) =>
        !session.ActsByTenant
        || (Find(session.Provider) is { } provider
            && (provider.AllowedTenants.Count == 0 || provider.AllowedTenants.Any(d => session.UserId.StartsWith($"{provider.Name}:{d}/", StringComparison.OrdinalIgnoreCase))));

    /// <summary>One by its name, whatever its capitals; null if there is none.</summary>
    public OpenIdProvider? Find(string? name) => all.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
}
