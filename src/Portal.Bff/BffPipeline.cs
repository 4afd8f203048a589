
using Microsoft.AspNetCore.HttpOverrides;

using Portal.Bff.Diagnostics;
using Portal.Bff.Sessions;
using Portal.Contracts;

namespace Portal.Bff;

/// <summary>The order of the middleware, with a reason for each.</summary>
internal static class BffPipeline
{
    public static void UseBffPipeline(this WebApplication app)
    {
        // First: scheme and address have to be the caller's before anything looks at them.
        app.UseForwardedHeaders(Forwarded(app.Services.GetRequiredService<HttpOptions>()));

        // Before whatever may answer, so that errors carry them too.
        app.Use(next => context => SecurityHeaders.InvokeAsync(context, next));

        // Around everything that can fail.
        app.UseExceptionHandler();

        // Before a cookie or a password is read over an open line.
        app.UseMiddleware<PlainHttpRule>();

        // Marks WebSocket requests, which the next rules and both proxies need to know.
        app.UseWebSockets();

        app.UseRouting();

        // Who: the cookie's ticket from the store.
        app.UseAuthentication();

        // From where: before any endpoint, and after authentication so that a refusal names the person.
        app.UseMiddleware<CsrfRule>();

        app.UseAuthorization();
    }

    private static ForwardedHeadersOptions Forwarded(HttpOptions http)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in http.KnownProxies)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        return options;
    }

    /// <summary>Under the BFF's own prefixes what has no endpoint does not exist; it never reaches the UI host.</summary>
    public static void MapNothingElse(this IEndpointRouteBuilder routes)
    {
        foreach (var prefix in new[] { "/bff", "/api", "/hubs", "/openapi", "/health" })
        {
            routes.Map($"{prefix}/{{**rest}}", context => NotFound.ExecuteAsync(context)).ExcludeFromDescription();
        }
    }

    private static readonly PortalProblem NotFound = new(
        StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is nothing here.", "Check the address; /openapi/v1.json lists what there is.");
}
