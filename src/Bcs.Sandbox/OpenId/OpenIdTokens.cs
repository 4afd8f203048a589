using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.OpenId;

/// <summary>The token and the user information end points (OpenID Connect Core 3.1.3, 5.3; RFC 7636).</summary>
internal sealed class OpenIdTokens(OpenIdStore store, OpenIdUsers users, SigningKeys keys)
{
    private const string AuthorizationCode = "authorization_code";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Exchanges a code for tokens.</summary>
    /// <param name="form">The request.</param>
    /// <param name="authorization">Its <c>Authorization</c> header; empty if none.</param>
    /// <param name="issuer">Issuer of the tokens.</param>
    public Answer Exchange(IFormCollection form, string authorization, string issuer)
    {
        var (clientId, secret) = ClientOf(form, authorization);
        if (store.FindClient(clientId) is not { } client || !client.Accepts(secret))
        {
            return Refuse(401, "invalid_client");
        }

        if (form["grant_type"] != AuthorizationCode)
        {
            return Refuse(400, "unsupported_grant_type");
        }

        if (store.TakeCode(form["code"]) is not { } code || code.Request.ClientId != client.ClientId || code.Request.RedirectUri != form["redirect_uri"]
            || !Proves(form["code_verifier"].ToString(), code.Request.Challenge) || users.Claims(code.Session) is not { } claims)
        {
            return Refuse(400, "invalid_grant");
        }

        var accessToken = store.IssueAccessToken(code.Session, client.ClientId, Lifetime);
        return Json(200, new
        {
            access_token = accessToken,
            token_type = "Bearer",
            expires_in = (int)Lifetime.TotalSeconds,
            scope = "openid profile email groups",
            id_token = IdToken(issuer, client, code, claims, accessToken),
        });
    }

    /// <summary>Tells about the user of an access token.</summary>
    public Answer UserInfo(string authorization)
    {
        var session = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? store.FindByAccessToken(authorization["Bearer ".Length..]) : null;
        return session is not null && users.Claims(session) is { } claims
            ? Json(200, claims)
            : Refuse(401, "invalid_token") with { Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer error=\"invalid_token\"" } };
    }

    private static Answer Json<T>(int status, T body) =>
        Answer.Json(status, body, JsonSerializerOptions.Web) with { Headers = new Dictionary<string, string> { ["Cache-Control"] = "no-store" } };

    private static Answer Refuse(int status, string error) => Json(status, new { error });

    private static bool Proves(string verifier, string challenge) => verifier.Length is >= 43 and <= 128 && CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))), Encoding.ASCII.GetBytes(challenge));

    private static (string? Id, string? Secret) ClientOf(IFormCollection form, string authorization)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return (form["client_id"], form["client_secret"]);
        }

        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..])).Split(':', 2);
            return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0].Replace('+', ' ')), Uri.UnescapeDataString(parts[1].Replace('+', ' '))) : (null, null);
        }
        catch (FormatException)
        {
            return (null, null);
        }
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private string IdToken(string issuer, OpenIdClient client, IssuedCode code, Dictionary<string, object> claims, string accessToken)
    {
        claims["iss"] = issuer;
        claims["aud"] = client.ClientId;
        claims["iat"] = store.Now.ToUnixTimeSeconds();
        claims["exp"] = (store.Now + Lifetime).ToUnixTimeSeconds();
        claims["auth_time"] = code.Session.At.ToUnixTimeSeconds();
        claims["sid"] = code.Session.Id;
        claims["at_hash"] = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
        if (code.Request.Nonce is { } nonce)
        {
            claims["nonce"] = nonce;
        }

        return keys.Sign("JWT", claims);
    }
}
