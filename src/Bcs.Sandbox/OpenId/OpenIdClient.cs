using System.Security.Cryptography;
using System.Text;

namespace Bcs.Sandbox.OpenId;

/// <summary>An application that signs its users in here.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="ClientSecret">Its secret; null for a public client.</param>
/// <param name="RedirectUris">Where codes may be sent; without any, to every address on the browser's own machine.</param>
/// <param name="PostLogoutRedirectUris">Where to go after sign-out; without any, to every address on the browser's own machine.</param>
/// <param name="BackchannelLogoutUri">What is told of sign-outs; null if nothing is.</param>
internal sealed record OpenIdClient(
    string ClientId, string? ClientSecret, IReadOnlyList<string> RedirectUris, IReadOnlyList<string> PostLogoutRedirectUris, string? BackchannelLogoutUri)
{
    public bool MayRedirectTo(string? address) => IsAllowed(RedirectUris, address);

    public bool MayReturnTo(string? address) => IsAllowed(PostLogoutRedirectUris, address);

    /// <summary>Whether the client has shown what it must.</summary>
    public bool Accepts(string? secret) => ClientSecret is null
        || (secret is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(ClientSecret)));

    private static bool IsAllowed(IReadOnlyList<string> known, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0 && uri.Scheme is "http" or "https"
        && (known.Count > 0 ? known.Contains(address) : uri.IsLoopback && uri.UserInfo.Length == 0);
}
