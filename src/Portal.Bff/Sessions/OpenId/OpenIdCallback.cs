using System.Text.Json;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>What happens when a provider sends somebody back. The handler proves the answer; the portal's own session begins here.</summary>
internal sealed partial class OpenIdCallback(
    OpenIdProviders providers, SignIn signIn, Refusals refusals, ILogger<OpenIdCallback> logger)
{
    private const string ReturnItem = "portal.return";
    private const string IdTokenItem = "portal.idToken";

    /// <summary>What a sign-in carries to the provider and back, protected.</summary>
    /// <param name="returnUrl">The page to go to in the end.</param>
    public static AuthenticationProperties Begin(string returnUrl) => new() { RedirectUri = PageAfterSignOut, Items = { [ReturnItem] = returnUrl } };

    /// <summary>The page that says that somebody is signed out.</summary>
    public const string PageAfterSignOut = "/signed-out";

    /// <summary>The sign-in page with a reason.</summary>
    public static string SignInPage(PortalProblem problem, OpenIdProvider provider, string returnUrl) =>
        $"/signin?error={problem.Code}&provider={Uri.EscapeDataString(provider.Name)}&returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Puts itself into the handler's events, after what others have put there.</summary>
    public void Join(OpenIdConnectEvents events)
    {
        var validated = events.OnTokenValidated;
        events.OnTokenValidated = async context =>
        {
            await validated(context);
            Check(context);
        };
        events.OnTicketReceived = SignInAsync;
        events.OnRemoteFailure = FailAsync;
    }

    private static void Check(TokenValidatedContext context)
    {
        // A token from the token endpoint counts as proven by the connection, and needs no signature in the handler's eyes.
        if (context.SecurityToken?.Header.Alg is null or "none" || context.SecurityToken.RawSignature is null or "")
        {
            context.Fail(new TokenRefusedException("unsigned"));
            return;
        }

        context.Properties!.Items[IdTokenItem] = context.TokenEndpointResponse?.IdToken;
    }

    private async Task SignInAsync(TicketReceivedContext context)
    {
        var provider = providers.Find(context.Scheme.Name)!;
        var returnUrl = ReturnUrl(context.Properties);
        try
        {
            var method = OpenIdSignIn.Of(provider, context.Principal!, context.Properties!.Items.TryGetValue(IdTokenItem, out var token) ? token : null);
            var problem = method is null || !IsAllowed(provider, context.Principal!)
                ? await RefuseAsync(context.HttpContext, provider, OpenIdFailures.Refused, method is null ? "nobody" : "directory")
                : await signIn.WithAsync(context.HttpContext, method);
            context.Response.Redirect(problem is null ? returnUrl : SignInPage(problem, provider, returnUrl));
        }
        catch (Exception exception) when (Unrecorded(exception) is not null)
        {
            context.Response.Redirect($"/signin?error={Unrecorded(exception)}");
        }

        context.HandleResponse();
    }

    private async Task FailAsync(RemoteFailureContext context)
    {
        var provider = providers.Find(context.Scheme.Name)!;
        var returnUrl = ReturnUrl(context.Properties);
        var (problem, reason) = OpenIdFailures.Of(context.Failure);
        try
        {
            await RefuseAsync(context.HttpContext, provider, problem, reason);
            context.Response.Redirect(SignInPage(problem, provider, returnUrl));
        }
        catch (Exception exception) when (Unrecorded(exception) is not null)
        {
            context.Response.Redirect($"/signin?error={Unrecorded(exception)}");
        }

        context.HandleResponse();
    }

    private static bool IsAllowed(OpenIdProvider provider, System.Security.Claims.ClaimsPrincipal principal) =>
        provider.AllowedTenants.Count == 0 || provider.AllowedTenants.Contains(principal.FindFirst("tid")?.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Logs and records that a sign-in did not come to its end, and gives the problem back.</summary>
    public async Task<PortalProblem> RefuseAsync(HttpContext context, OpenIdProvider provider, PortalProblem problem, string reason)
    {
        LogFailed(logger, provider.Name, reason);
        await refusals.RecordAsync(
            CallerInfo.Call(context, AuditCall.PortalTenant, AuditEvents.SignIn) with
            {
                Actor = AuditActor.Anonymous, Session = null, Request = JsonSerializer.Serialize(new { provider = provider.Name, reason }),
            },
            new AuditResult(AuditOutcomes.Failed) { Status = problem.Status, UpstreamCode = problem.Code }, [AuditCall.PortalTenant]);
        return problem;
    }

    private static string ReturnUrl(AuthenticationProperties? properties) =>
        properties?.Items.TryGetValue(ReturnItem, out var page) is true && LocalUrl.Page(page) is { } local ? local : "/";

    private static string? Unrecorded(Exception exception) =>
        exception is AuditUnavailableException ? ProblemCodes.AuditUnavailable : DbErrors.IsStorage(exception) ? ProblemCodes.StorageUnavailable : null;

    [LoggerMessage(131, LogLevel.Warning, "A sign-in through {Provider} failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string provider, string reason);
}
