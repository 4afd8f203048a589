using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

using Portal.Bff.Identity;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Platform.Settings;
using Portal.Bff.Sessions.OpenId;
using Portal.Bff.Tenants;
using Portal.Contracts;

namespace Portal.Bff.Sessions;

/// <summary>Registration and routes of sign-in, sessions and sign-out.</summary>
internal static class SessionsSlice
{
    public static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<SessionOptions>().AddSettings<HttpOptions>();
        services.AddStrangerLimit(configuration.ReadSettings<HttpOptions>());
        services.AddHttpContextAccessor();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<ISessionDirectory>(provider => provider.GetRequiredService<SessionStore>());
        services.AddSingleton<ITenantEnd, RetiredTenantSessions>();
        services.AddSingleton<SignIn>();
        services.AddBackgroundJob<SessionCleanup>("clean-sessions", TimeSpan.FromMinutes(10));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddOpenIdProviders(configuration);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>>(provider =>
            new ConfigureNamedOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, cookie =>
            {
                cookie.TimeProvider = provider.GetRequiredService<TimeProvider>();
                cookie.SessionStore = provider.GetRequiredService<SessionStore>();
                cookie.CookieManager = new PortalCookies();
                cookie.Cookie.Name = PortalCookies.Secure;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.Path = "/";
                cookie.ExpireTimeSpan = provider.GetRequiredService<SessionOptions>().Idle;
                cookie.SlidingExpiration = true;
                cookie.Events.OnValidatePrincipal = context =>
                {
                    if (AbsoluteEnd.HasCome(context.Properties, provider.GetRequiredService<TimeProvider>().GetUtcNow())
                        || (PortalSession.From(context.Principal) is { } session && !provider.GetRequiredService<OpenIdProviders>().Lets(session)))
                    {
                        context.RejectPrincipal();
                    }

                    return Task.CompletedTask;
                };
            }));
        return services;
    }

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(BffRoutes.SignInIam, SessionEndpoints.SignInAsync).AllowAnonymous().WithName("signInWithIam");
        routes.MapPost(BffRoutes.SignOut, SessionEndpoints.SignOutAsync).AllowAnonymous().WithName("signOut").DisableAntiforgery();

        OpenIdEndpoints.Map(routes);

        var mine = routes.MapGroup("/bff").RequireAuthorization();
        mine.MapPost("/signin/iam/renew", SessionEndpoints.RenewAsync).WithName("signInAgainWithIam");
        mine.MapGet("/user", SessionEndpoints.UserAsync).WithName("getUser");
        mine.MapGet("/sessions", SessionEndpoints.ListAsync).WithName("listSessions");
        mine.MapDelete("/sessions", SessionEndpoints.EndAllAsync).WithName("endSessions");
        mine.MapDelete("/sessions/{id}", SessionEndpoints.EndAsync).WithName("endSession");
    }
}
