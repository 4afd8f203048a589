using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Sessions;
using Portal.Bff.Sessions.OpenId;
using Portal.Contracts;

namespace Portal.Bff.Host;

/// <summary>The order of the middleware, with a reason for each.</summary>
internal static class BffPipeline
{
    public static void UseBffPipeline(this WebApplication app)
    {
        // First: scheme and address have to be the caller's before anything looks at them.
        app.UseKnownProxies();

        // Before whatever may answer, so that errors carry them too.
        app.Use(next => context => SecurityHeaders.InvokeAsync(context, next));

        // Around everything that can fail.
        app.UseExceptionHandler();

        // Before a cookie or a password is read over an open line.
        app.UseMiddleware<PlainHttpRule>();

        // Before routes are chosen by the method.
        app.Use(next => context => HeadRule.InvokeAsync(context, next));

        // Before anything can take the connection over.
        app.Use(next => context => UpgradeRule.InvokeAsync(context, next));

        // Marks WebSocket requests, which the next rules and both proxies need to know.
        app.UseWebSockets();

        app.UseRouting();

        // Before the handlers of single sign-on, which answer inside authentication.
        app.UseMiddleware<CallbackRule>();

        // Who: the cookie's ticket from the store.
        app.UseAuthentication();

        // Who is not known may only do so much, before anything is written for it.
        app.UseRateLimiter();

        // From where: before any endpoint, and after authentication so that a refusal names the person.
        app.UseMiddleware<CsrfRule>();

        app.UseAuthorization();
    }

    /// <summary>Under the BFF's own prefixes what has no endpoint does not exist; it never reaches the UI host.</summary>
    public static void MapNothingElse(this IEndpointRouteBuilder routes)
    {
        foreach (var prefix in BffRoutes.OwnPrefixes.Where(p => p != BffRoutes.Gateway))
        {
            routes.Map($"{prefix}/{{**rest}}", context => NotFound.ExecuteAsync(context)).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static readonly PortalProblem NotFound = new(
        StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is nothing here.", "Check the address; /openapi/v1.json lists what there is.");
}
