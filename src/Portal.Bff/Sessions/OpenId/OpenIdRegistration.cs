using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

using Portal.Bff.Platform.Settings;
using Portal.Bff.Platform.Upstream;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>Registers a handler for each provider. They prove what comes back from it, and nothing else: sessions are the portal's own.</summary>
internal static class OpenIdRegistration
{
    private const string IssuerClient = "entra-issuers";

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    /// <summary>Adds single sign-on for what is configured.</summary>
    public static void AddOpenIdProviders(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        var services = authentication.Services;
        services.AddSettings<OidcOptions>();
        var all = new List<OpenIdProvider>();
        foreach (var (name, options) in configuration.ReadSettings<OidcOptions>().OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase))
        {
            var provider = new OpenIdProvider(name, options.DisplayName is { Length: > 0 } display ? display : name, options.GroupsClaim);
            all.Add(provider);
            authentication.AddOpenIdConnect(name, provider.DisplayName, oidc =>
            {
                oidc.Authority = options.Authority;
                oidc.ClientId = options.ClientId;
                oidc.ClientSecret = options.ClientSecret;
                oidc.GetClaimsFromUserInfoEndpoint = options.UserInfo;
                oidc.ClaimActions.MapJsonKey(options.GroupsClaim, options.GroupsClaim);
                oidc.RequireHttpsMetadata = !new Uri(options.Authority!).IsLoopback;
                oidc.Scope.Clear();
                foreach (var scope in options.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct())
                {
                    oidc.Scope.Add(scope);
                }
            });
            services.AddPortalRules(provider);
        }

        services.AddSettings<AzureAdOptions>();
        if (configuration.ReadSettings<AzureAdOptions>() is { IsOn: true } entra)
        {
            all.Add(authentication.AddEntra(entra, configuration));
        }

        services.AddSingleton(new OpenIdProviders(all));
        services.AddSingleton<OpenIdCallback>();
        services.AddSingleton<OpenIdSignOut>();
        services.AddSingleton<BackchannelLogout>();
        services.AddSingleton<UsedLogoutTokens>();
    }

    // Microsoft.Identity.Web knows what only Entra does: issuers of many directories under one address.
    private static OpenIdProvider AddEntra(this AuthenticationBuilder authentication, AzureAdOptions options, IConfiguration configuration)
    {
        var provider = new OpenIdProvider(OpenIdProvider.Entra, options.DisplayName, options.GroupsClaim) { AllowedTenants = options.Directories };
        authentication.AddMicrosoftIdentityWebApp(
            entra =>
            {
                configuration.GetSection(SettingsReader.SectionOf(typeof(AzureAdOptions))).Bind(entra);
                entra.Instance = options.Instance;

                // Here, not in the handler's options: the package copies its own cookies with their path over them, and its own names of claims.
                entra.CallbackPath = provider.CallbackPath;
                entra.SignedOutCallbackPath = provider.SignedOutPath;
                entra.RemoteSignOutPath = PathString.Empty;
                entra.MapInboundClaims = false;
            },
            configureCookieAuthenticationOptions: null, openIdConnectScheme: provider.Name, cookieScheme: null,
            subscribeToOpenIdConnectMiddlewareDiagnosticsEvents: false, displayName: provider.DisplayName);
        authentication.Services.Configure<AadIssuerValidatorOptions>(issuers => issuers.HttpClientName = IssuerClient);
        authentication.Services.AddHttpClient(IssuerClient)
            .ConfigurePrimaryHttpMessageHandler(services => new InvokerHandler(services.GetRequiredService<UpstreamHttp>().Invoker));
        authentication.Services.AddPortalRules(provider);
        return provider;
    }

    /// <summary>What holds for every provider.</summary>
    private static void AddPortalRules(this IServiceCollection services, OpenIdProvider provider) =>
        services.AddOptions<OpenIdConnectOptions>(provider.Name).Configure<UpstreamHttp, OpenIdCallback, TimeProvider>((oidc, upstream, callback, time) =>
        {
            oidc.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            oidc.CallbackPath = provider.CallbackPath;
            oidc.SignedOutCallbackPath = provider.SignedOutPath;
            oidc.SignedOutRedirectUri = OpenIdCallback.PageAfterSignOut;

            // A GET that ends sessions could be in any page. Providers tell of sign-outs by a signed token, without the browser.
            oidc.RemoteSignOutPath = PathString.Empty;

            // As a form the answer would be a post from another site, with cookies that go along with everything.
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.CorrelationCookie.SameSite = oidc.NonceCookie.SameSite = SameSiteMode.Lax;

            // As the session's cookie: without Secure on this machine's own plain http, and nothing else is served without TLS.
            oidc.CorrelationCookie.SecurePolicy = oidc.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            oidc.SaveTokens = false;
            oidc.MapInboundClaims = false;
            oidc.DisableTelemetry = true;
            oidc.BackchannelTimeout = AnswerWithin;
            oidc.BackchannelHttpHandler = new InvokerHandler(upstream.Invoker);

            // A key that the provider has withdrawn is believed no longer.
            oidc.ConfigurationManager = new OpenIdMetadata(oidc, time) { UseLastKnownGoodConfiguration = false };
            callback.Join(oidc.Events);
        });
}
