using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Authentication.Cookies;

using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>Section <c>Oidc</c>: an entry for each provider of single sign-on, under the name by which addresses and groups call it.</summary>
[Settings("Oidc")]
internal sealed partial class OidcOptions : Dictionary<string, OidcProviderOptions>, IBoundSettings, IValidatableObject
{
    /// <summary>Names that mean something else in ids of people and groups, or in the addresses of single sign-on.</summary>
    private static readonly string[] Taken = ["iam", "group", "system", "anonymous", OpenIdProvider.Entra, CookieAuthenticationDefaults.AuthenticationScheme];

    public OidcOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    public void Bind(IConfigurationSection section)
    {
        // One by one: the binder leaves an entry of a dictionary out whose values it cannot read.
        foreach (var entry in section.GetChildren())
        {
            this[entry.Key] = entry.Get<OidcProviderOptions>() ?? new OidcProviderOptions();
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Keys.Where(name => !Name().IsMatch(name) || Taken.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => new ValidationResult($"is no name of a provider: letters, digits and hyphens, at most 32, and none of {string.Join(", ", Taken)}.", [name]));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

/// <summary>One provider of section <c>Oidc</c>.</summary>
internal sealed class OidcProviderOptions : IValidatableObject
{
    /// <summary>The provider's address, below which <c>/.well-known/openid-configuration</c> describes it.</summary>
    [Needed, WebAddress]
    public string? Authority { get; init; }

    /// <summary>What the provider calls the portal.</summary>
    [Needed, Text(256)]
    public string? ClientId { get; init; }

    /// <summary>The portal's secret there.</summary>
    [Needed, Text(1024)]
    public string? ClientSecret { get; init; }

    /// <summary>Claim that holds the names of a person's groups. Default: <c>groups</c>.</summary>
    [Needed, Text(128)]
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Name on the sign-in page. Default: the name of the entry.</summary>
    [Text(64)]
    public string? DisplayName { get; init; }

    /// <summary>What the provider is asked to tell, separated by spaces. Default: <c>openid profile email</c>.</summary>
    [Needed, Text(256)]
    public string Scopes { get; init; } = "openid profile email";

    /// <summary>True to ask the provider's user information as well, where the id token does not hold the groups. Default: false.</summary>
    public bool UserInfo { get; init; }

    // A code and a secret go there: over plain http only within this machine.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback
            ? [new ValidationResult("is plain http to another machine, where secrets can be read on the way. Use https.", [nameof(Authority)])]
            : [];
}
