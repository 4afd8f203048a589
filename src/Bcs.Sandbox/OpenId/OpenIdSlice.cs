using System.Text.Json;

using Bcs.Sandbox.Pipeline;

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Bcs.Sandbox.OpenId;

/// <summary>A small OpenID provider under <c>/oidc</c> for single sign-on, and its control under <c>/sandbox/openid</c>.</summary>
internal static class OpenIdSlice
{
    private const string Root = "/oidc";

    public static IServiceCollection AddOpenId(this IServiceCollection services)
    {
        services.AddHttpClient(OpenIdSignOut.HttpClient, client => client.Timeout = TimeSpan.FromSeconds(5));
        return services.AddSingleton<OpenIdStore>().AddSingleton<OpenIdUsers>().AddSingleton<SigningKeys>()
            .AddSingleton<OpenIdSignIn>().AddSingleton<OpenIdTokens>().AddSingleton<OpenIdSignOut>();
    }

    public static void MapOpenId(this IEndpointRouteBuilder endpoints)
    {
        var provider = endpoints.MapGroup(Root).DisableAntiforgery();
        provider.MapGet("/.well-known/openid-configuration", Discovery);
        provider.MapGet("/jwks", (SigningKeys keys) => TypedResults.Json(keys.Jwks()));
        provider.MapGet("/authorize", (HttpContext context, OpenIdSignIn signIn) => signIn.Authorize(context, Query(context)).SendAsync(context));
        provider.MapPost("/authorize", async (HttpContext context, OpenIdSignIn signIn) => await signIn.Authorize(context, await FormAsync(context)).SendAsync(context));
        provider.MapPost("/signin", async (HttpContext context, OpenIdSignIn signIn) =>
            await signIn.SignIn(context, await context.Request.ReadFormAsync(context.RequestAborted)).SendAsync(context));
        provider.MapPost("/token", async (HttpContext context, OpenIdTokens tokens, IOptions<OpenIdOptions> options) =>
            await tokens.Exchange(await context.Request.ReadFormAsync(context.RequestAborted), context.Request.Headers.Authorization.ToString(), Issuer(context, options)).SendAsync(context));
        provider.MapMethods("/userinfo", ["GET", "POST"], (HttpContext context, OpenIdTokens tokens) =>
            tokens.UserInfo(context.Request.Headers.Authorization.ToString()).SendAsync(context));
        provider.MapGet("/logout", async (HttpContext context, OpenIdSignOut signOut, IOptions<OpenIdOptions> options) =>
            await (await signOut.SignOutAsync(context, Query(context), Issuer(context, options), context.RequestAborted)).SendAsync(context));
        provider.MapPost("/logout", async (HttpContext context, OpenIdSignOut signOut, IOptions<OpenIdOptions> options) =>
            await (await signOut.SignOutAsync(context, await FormAsync(context), Issuer(context, options), context.RequestAborted)).SendAsync(context));
    }

    /// <summary>The provider's part of control.</summary>
    public static void MapOpenIdControl(this IEndpointRouteBuilder sandbox)
    {
        var control = sandbox.MapGroup("/openid");
        control.MapGet("", (HttpContext context, OpenIdStore store, IOptions<OpenIdOptions> options) => new { issuer = Issuer(context, options), clients = store.Clients });
        control.MapPut("/clients", SetClients);
        control.MapPost("/rotate", (SigningKeys keys) => new { kid = keys.Rotate() });
        control.MapPost("/signout", EndSessionsAsync);
    }

    /// <summary>The issuer: where browsers reach the provider, or without such a setting where the caller has.</summary>
    private static string Issuer(HttpContext context, IOptions<OpenIdOptions> options) =>
        (options.Value.PublicAddress.Length > 0 ? options.Value.PublicAddress.TrimEnd('/') : Origin(context)) + Root;

    private static string Origin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private static JsonHttpResult<Dictionary<string, object>> Discovery(HttpContext context, IOptions<OpenIdOptions> options)
    {
        var front = Issuer(context, options);
        var back = Origin(context) + Root;
        return TypedResults.Json(new Dictionary<string, object>
        {
            ["issuer"] = front,
            ["authorization_endpoint"] = $"{front}/authorize",
            ["end_session_endpoint"] = $"{front}/logout",
            ["token_endpoint"] = $"{back}/token",
            ["userinfo_endpoint"] = $"{back}/userinfo",
            ["jwks_uri"] = $"{back}/jwks",
            ["response_types_supported"] = Names("code"),
            ["response_modes_supported"] = Names("query"),
            ["grant_types_supported"] = Names("authorization_code"),
            ["subject_types_supported"] = Names("public"),
            ["id_token_signing_alg_values_supported"] = Names("RS256"),
            ["code_challenge_methods_supported"] = Names("S256"),
            ["token_endpoint_auth_methods_supported"] = Names("client_secret_basic", "client_secret_post", "none"),
            ["scopes_supported"] = Names("openid", "profile", "email", "groups"),
            ["claims_supported"] = Names("sub", "sid", "auth_time", "name", "preferred_username", "email", "groups"),
            ["backchannel_logout_supported"] = true,
            ["backchannel_logout_session_supported"] = true,
        }, JsonSerializerOptions.Default);
    }

    private static string[] Names(params string[] names) => names;

    private static Func<string, string?> Query(HttpContext context) => name => context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    private static async Task<Func<string, string?>> FormAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return name => form[name] is [{ Length: > 0 } value] ? value : null;
    }

    private static Results<Ok<IReadOnlyList<OpenIdClient>>, BadRequest<string>> SetClients(List<OpenIdClient> clients, OpenIdStore store)
    {
        if (clients.Exists(c => c is not { ClientId.Length: > 0, RedirectUris: not null, PostLogoutRedirectUris: not null }
            || (c.BackchannelLogoutUri is { } address && !Uri.TryCreate(address, UriKind.Absolute, out _))))
        {
            return TypedResults.BadRequest("a client needs clientId, redirectUris, postLogoutRedirectUris, and a whole address in backchannelLogoutUri if any");
        }

        store.Set(clients);
        return TypedResults.Ok(store.Clients);
    }

    private static async Task<Results<Ok<SignedOut>, NotFound>> EndSessionsAsync(
        SignOutRequest request, HttpContext context, OpenIdStore store, OpenIdUsers users, OpenIdSignOut signOut, IOptions<OpenIdOptions> options, CancellationToken cancellationToken)
    {
        if (users.Identify(request.User) is not var (tenant, user))
        {
            return TypedResults.NotFound();
        }

        var sessions = store.SessionsOf(tenant, user);
        var told = 0;
        foreach (var session in sessions)
        {
            told += await signOut.EndAsync(session, Issuer(context, options), cancellationToken);
        }

        return TypedResults.Ok(new SignedOut(sessions.Count, told));
    }

    /// <summary>Body of <c>POST /sandbox/openid/signout</c>.</summary>
    /// <param name="User">As in <c>admin@harbor-logistics</c>.</param>
    internal sealed record SignOutRequest(string User);

    /// <summary>What became of it.</summary>
    /// <param name="Sessions">Sessions that ended.</param>
    /// <param name="Told">Applications that took note.</param>
    internal sealed record SignedOut(int Sessions, int Told);
}
