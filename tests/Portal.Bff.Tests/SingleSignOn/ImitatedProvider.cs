using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Bff.Tests.SingleSignOn;

/// <summary>
/// A provider that answers what a test tells it to, in the shape of Entra: one authority for each directory, issuers with the directory's id, and
/// <c>{tenantid}</c> in the issuer of those that are for several.
/// </summary>
internal sealed class ImitatedProvider : IAsyncDisposable
{
    public const string Directory = "11111111-1111-4111-8111-111111111111";
    public const string OtherDirectory = "22222222-2222-4222-8222-222222222222";
    public const string Client = "portal";
    public const string Subject = "pairwise-1";
    public const string Person = "00000000-0000-4000-8000-00000000000a";
    public const string Session = "sid-1";
    public const string Group = "engineers";
    public const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private readonly ConcurrentDictionary<string, (string? Nonce, string? Challenge)> _codes = new();
    private readonly WebApplication _app;
    private readonly string? _authority;
    private RsaSecurityKey _key = NewKey();

    private ImitatedProvider(WebApplication app, string? authority) => (_app, _authority) = (app, authority);

    /// <summary>Its address.</summary>
    public string Url => (_authority is null ? "http://127.0.0.1:" : "https://localhost:") + new Uri(_app.Urls.First()).Port;

    /// <summary>Where a directory is described.</summary>
    public string Authority => $"{Url}/{Directory}/v2.0";

    /// <summary>The CA of its certificate, in PEM.</summary>
    public string Ca => _authority!;

    /// <summary>What it does wrong.</summary>
    public string Fault { get; set; } = "";

    /// <summary>Groups of whoever signs in.</summary>
    public IReadOnlyList<string> Groups { get; set; } = [Group];

    /// <summary>What it was asked for last.</summary>
    public Dictionary<string, string> Asked { get; private set; } = [];

    /// <summary>How often its keys were fetched.</summary>
    public int KeyReads { get; private set; }

    public static async Task<ImitatedProvider> StartAsync(bool tls = false, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        string? authority = null;
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            if (!tls)
            {
                kestrel.Listen(IPAddress.Loopback, port);
                return;
            }

            var (ca, server) = Certificates();
            authority = ca;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(server));
        });
        var app = builder.Build();
        ImitatedProvider? provider = null;
        app.Run(context => provider!.AnswerAsync(context));
        await app.StartAsync();
        provider = new ImitatedProvider(app, authority);
        return provider;
    }

    /// <summary>Signs with a new key from now on, and shows no other.</summary>
    public void Rotate() => _key = NewKey();

    /// <summary>A token of this provider.</summary>
    public string Sign(IDictionary<string, object> claims, string type = "JWT", bool forged = false, string algorithm = "RS256")
    {
        if (algorithm == "none")
        {
            return $"{Base64UrlEncoder.Encode($$"""{"alg":"none","typ":"{{type}}"}""")}.{Base64UrlEncoder.Encode(JsonSerializer.Serialize(claims))}.";
        }

        var key = forged ? new RsaSecurityKey(RSA.Create(2048)) { KeyId = _key.KeyId } : _key;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor { Claims = claims, TokenType = type, SigningCredentials = new SigningCredentials(key, algorithm) });
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    private static (string Ca, X509Certificate2 Server) Certificates()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ca = new CertificateRequest("CN=Imitated CA", caKey, HashAlgorithmName.SHA256);
        ca.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        ca.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = ca.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        return (authority.ExportCertificatePem(), X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null));
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/').Split('/', 2);
        return path switch
        {
            [var directory, "v2.0/.well-known/openid-configuration" or ".well-known/openid-configuration"] => context.Response.WriteAsJsonAsync(Described(directory), (JsonSerializerOptions?)null),
            [_, "keys"] => KeysAsync(context),
            [_, "authorize"] => Authorize(context),
            [_, "token"] => TokenAsync(context),
            [_, "userinfo"] => context.Response.WriteAsJsonAsync(new { sub = Fault == "other person" ? "somebody" : Subject, groups = Groups }),
            [_, "logout"] => Logout(context),
            _ => NotFound(context),
        };
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private Dictionary<string, object> Described(string directory)
    {
        var described = new Dictionary<string, object>
        {
            ["issuer"] = $"{Url}/{(Guid.TryParse(directory, out _) ? directory : "{tenantid}")}/v2.0", ["authorization_endpoint"] = $"{Url}/{directory}/authorize",
            ["token_endpoint"] = $"{Url}/{directory}/token", ["jwks_uri"] = $"{Url}/{directory}/keys", ["userinfo_endpoint"] = $"{Url}/{directory}/userinfo",
            ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "pairwise" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        };
        if (Fault != "no logout")
        {
            described["end_session_endpoint"] = $"{Url}/{directory}/logout";
        }

        return described;
    }

    private Task KeysAsync(HttpContext context)
    {
        KeyReads++;
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(false)));
        return context.Response.WriteAsJsonAsync(new { keys = new[] { new { kty = "RSA", use = "sig", kid = _key.KeyId, n = key.N, e = key.E, alg = "RS256" } } });
    }

    private Task Authorize(HttpContext context)
    {
        Asked = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (Asked.GetValueOrDefault("nonce"), Asked.GetValueOrDefault("code_challenge"));
        var state = Uri.EscapeDataString(Fault == "foreign state" ? "CfDJ8nonsense" : Asked["state"]);
        context.Response.Redirect(Fault == "denied"
            ? $"{Asked["redirect_uri"]}?error=access_denied&error_description=no&state={state}"
            : $"{Asked["redirect_uri"]}?code={code}&state={state}");
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var known = _codes.TryRemove(form["code"].ToString(), out var code);
        var proof = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!known || proof != code.Challenge || form["client_secret"] != "s3cret" || Fault == "no token")
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = 3600, access_token = "at", id_token = IdToken(code.Nonce) });
    }

    private string IdToken(string? nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var from = Fault switch { "expired" => now - 7200, "not yet valid" => now + 3600, _ => now };
        var directory = Fault == "other directory" ? OtherDirectory : Directory;
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Fault == "issuer" ? "https://elsewhere.example/v2.0" : $"{Url}/{(Fault == "issuer of another directory" ? OtherDirectory : directory)}/v2.0",
            ["aud"] = Fault == "audience" ? "another" : Client, ["sub"] = Subject, ["sid"] = Session, ["tid"] = directory, ["oid"] = Person,
            ["name"] = "Ada", ["preferred_username"] = "ada@contoso.test", ["iat"] = from, ["nbf"] = from, ["exp"] = from + 3600, ["ver"] = "2.0",
        };
        if (Fault is not ("no groups" or "groups elsewhere" or "other person"))
        {
            claims["groups"] = Groups;
        }

        if (nonce is not null && Fault != "no nonce")
        {
            claims["nonce"] = Fault == "nonce" ? "another" : nonce;
        }

        if (Fault == "no subject")
        {
            claims.Remove("sub");
        }

        return Sign(claims, forged: Fault == "signature", algorithm: Fault == "unsigned" ? "none" : "RS256");
    }

    private Task Logout(HttpContext context)
    {
        Asked = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        context.Response.Redirect($"{Asked["post_logout_redirect_uri"]}?state={Uri.EscapeDataString(Asked.GetValueOrDefault("state", ""))}");
        return Task.CompletedTask;
    }
}
