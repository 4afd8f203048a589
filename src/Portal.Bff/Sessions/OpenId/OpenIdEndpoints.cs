using Microsoft.AspNetCore.Authentication;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>Handlers of single sign-on.</summary>
internal static class OpenIdEndpoints
{
    private static readonly PortalProblem NoSuchProvider = new(
        StatusCodes.Status404NotFound, ProblemCodes.NotFound, "No such sign-in service.", "The sign-in page lists what there is.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(BffRoutes.SignInMethods, Methods).AllowAnonymous().WithName("listSignInMethods");
        routes.MapGet(OpenIdProvider.StartPrefix + "/{provider}", StartAsync).AllowAnonymous().WithName("signInWithProvider");
        routes.MapPost(OpenIdProvider.BackchannelPrefix + "/{provider}", (string provider, HttpContext context, BackchannelLogout logout) => logout.HandleAsync(context, provider))
            .AllowAnonymous().DisableAntiforgery().WithName("signOutByProvider");
    }

    /// <summary>The ways to sign in.</summary>
    private static SignInMethods Methods(OpenIdProviders providers) =>
        new([.. providers.All.Select(p => new SignInProvider(p.Name, p.DisplayName, $"{OpenIdProvider.StartPrefix}/{p.Name}"))]);

    /// <summary>Sends the browser to a provider.</summary>
    private static async Task<IResult> StartAsync(string provider, string? returnUrl, HttpContext context, OpenIdProviders providers, OpenIdCallback callback)
    {
        if (providers.Find(provider) is not { } known)
        {
            return NoSuchProvider;
        }

        var page = LocalUrl.Page(returnUrl) ?? "/";
        try
        {
            await context.ChallengeAsync(known.Name, OpenIdCallback.Begin(page));
            return Results.Empty;
        }
#pragma warning disable CA1031 // The handler throws whatever the provider's answers lead to.
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !DbErrors.IsStorage(exception))
#pragma warning restore CA1031
        {
            var (problem, reason) = OpenIdFailures.Of(exception);
            await callback.RefuseAsync(context, known, problem, reason);

            // Somebody who clicked stays where the other ways are; a program is told.
            return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
                ? Results.Redirect(OpenIdCallback.SignInPage(problem, known, page))
                : problem;
        }
    }
}
