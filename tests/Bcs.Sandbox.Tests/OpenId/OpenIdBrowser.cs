using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.WebUtilities;

namespace Bcs.Sandbox.Tests.OpenId;

/// <summary>A browser in front of the provider, together with the application that sent it there.</summary>
internal sealed class OpenIdBrowser : IDisposable
{
    public const string Redirect = "http://localhost:5080/bff/callback/oidc/sandbox";
    public const string Secret = "portal-SBXSECRET-1";

    private readonly string _verifier = Base64UrlTextEncoder.Encode(RandomNumberGenerator.GetBytes(40));

    public OpenIdBrowser(SandboxHost sandbox) =>
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = sandbox.Http.BaseAddress };

    public HttpClient Http { get; }

    /// <summary>Parameters of a request that is in order, with what a test changes; null takes one away.</summary>
    public string AuthorizeAddress(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = "portal",
            ["redirect_uri"] = Redirect,
            ["response_type"] = "code",
            ["scope"] = "openid profile",
            ["state"] = "st&te",
            ["nonce"] = "n0nce",
            ["code_challenge"] = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return QueryHelpers.AddQueryString("/oidc/authorize", parameters.Where(p => p.Value is not null));
    }

    /// <summary>Goes to the provider, types name and password, and returns the code that comes back.</summary>
    public async Task<string> SignInAsync(string user = "admin@harbor-logistics", string password = "Harbor-Admin-SBXSECRET-1", params (string Name, string? Value)[] changes)
    {
        var page = await Http.GetStringAsync(AuthorizeAddress(changes));
        using var answer = await TypeAsync(page, user, password);
        return CodeOf(answer);
    }

    public async Task<HttpResponseMessage> TypeAsync(string page, string user, string password)
    {
        var request = Regex.Match(page, "name=\"request\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("request", request), new("user", user), new("password", password)]);
        return await Http.PostAsync("/oidc/signin", form);
    }

    public static string CodeOf(HttpResponseMessage answer) => QueryOf(answer)["code"]!;

    public static Dictionary<string, string> QueryOf(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith(Redirect, answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(answer.Headers.Location.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
    }

    /// <summary>Exchanges a code as the application does.</summary>
    public async Task<(int Status, JsonNode Body)> ExchangeAsync(string code, params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["client_id"] = "portal",
            ["client_secret"] = Secret,
            ["code_verifier"] = _verifier,
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        using var form = new FormUrlEncodedContent(parameters.Where(p => p.Value is not null));
        using var answer = await Http.PostAsync("/oidc/token", form);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    public void Dispose() => Http.Dispose();
}
