using Microsoft.Net.Http.Headers;

using Portal.Bff.Platform.Settings;
using Portal.Bff.Sessions;

using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Portal.Bff.Host.Ui;

/// <summary>
/// Everything that is not the BFF's own goes to the UI host: pages, static files and the circuit's WebSocket. The UI gets
/// the session cookie, antiforgery's and the readable cookies of the portal, nothing else.
/// </summary>
internal static class UiSlice
{
    private const string AffinityCookie = "portal.node";

    private static readonly string[] ReadableCookies = ["portal.lang", "portal.theme", "portal.zone", "portal.zone.chosen", "portal.clock", "portal.density"];

    public static IServiceCollection AddUiProxy(this IServiceCollection services, IConfiguration configuration)
    {
        var hosts = configuration.ReadSettings<UiOptions>().Hosts();
        services.AddReverseProxy()
            .LoadFromMemory(
                [new RouteConfig { RouteId = "ui", ClusterId = "ui", Match = new RouteMatch { Path = "/{**rest}" }, Order = int.MaxValue, AuthorizationPolicy = "anonymous" }],
                [
                    new ClusterConfig
                    {
                        ClusterId = "ui",
                        Destinations = hosts.Index().ToDictionary(h => $"ui{h.Index}", h => new DestinationConfig { Address = h.Item.ToString() }),
                        LoadBalancingPolicy = "RoundRobin",
                        SessionAffinity = hosts.Count > 1
                            ? new SessionAffinityConfig
                            {
                                Enabled = true, Policy = "Cookie", FailurePolicy = "Redistribute", AffinityKeyName = AffinityCookie,
                                Cookie = new SessionAffinityCookieConfig { HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.SameAsRequest, Path = "/", IsEssential = true },
                            }
                            : null,
                        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromMinutes(2) },
                    },
                ])
            .AddTransforms(context =>
            {
                context.AddOriginalHost(true);
                context.AddRequestTransform(CleanRequest);
                context.AddResponseTransform(CleanResponse);
            });
        return services;
    }

    public static void MapUi(this IEndpointRouteBuilder routes) => routes.MapReverseProxy(pipeline =>
    {
        pipeline.Use(UiStarting.InvokeAsync);
        pipeline.UseSessionAffinity();
        pipeline.UseLoadBalancing();
    });

    private static ValueTask CleanRequest(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        foreach (var name in new[] { "X-Auth-Token", "X-Project-Id", "X-Subject-Token", HeaderNames.Authorization })
        {
            headers.Remove(name);
        }

        var kept = context.HttpContext.Request.Cookies
            .Where(c => IsForUi(c.Key, context.HttpContext))
            .Select(c => $"{c.Key}={c.Value}");
        headers.Remove(HeaderNames.Cookie);
        if (string.Join("; ", kept) is { Length: > 0 } cookies)
        {
            headers.TryAddWithoutValidation(HeaderNames.Cookie, cookies);
        }

        return default;
    }

    private static ValueTask CleanResponse(ResponseTransformContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.Remove(HeaderNames.Server);
        headers.Remove("X-Subject-Token");
        if (headers.SetCookie.Count > 0)
        {
            headers.SetCookie = headers.SetCookie.Where(c => c is not null && IsAllowedFromUi(c)).ToArray();
        }

        return default;
    }

    private static bool IsForUi(string name, HttpContext context) =>
        name == PortalCookies.Name(context) || IsAntiforgery(name) || Array.Exists(ReadableCookies, c => c == name);

    private static bool IsAllowedFromUi(string setCookie)
    {
        var name = setCookie.AsSpan()[..Math.Max(0, setCookie.IndexOf('=', StringComparison.Ordinal))].ToString();
        return IsAntiforgery(name) || name == AffinityCookie || Array.Exists(ReadableCookies, c => c == name);
    }

    private static bool IsAntiforgery(string name) => name.StartsWith(".AspNetCore.Antiforgery.", StringComparison.Ordinal);
}
