namespace Bcs.Sandbox.OpenId;

/// <summary>Configuration section <c>Sandbox:OpenId</c>: the provider and its first client.</summary>
internal sealed class OpenIdOptions
{
    /// <summary>
    /// Address under which browsers reach the emulator, such as <c>http://localhost:5081</c>, where it differs from the one under which
    /// clients do; empty if both are the same.
    /// </summary>
    public string PublicAddress { get; set; } = "";

    public string ClientId { get; set; } = "portal";

    public string ClientSecret { get; set; } = "portal-SBXSECRET-1";

    /// <summary>Redirect addresses; without any, every address on the browser's own machine.</summary>
    public List<string> RedirectUris { get; set; } = [];

    /// <summary>Addresses to go to after sign-out; without any, every address on the browser's own machine.</summary>
    public List<string> PostLogoutRedirectUris { get; set; } = [];

    /// <summary>Address that is told of sign-outs; none if empty.</summary>
    public string? BackchannelLogoutUri { get; set; }
}
