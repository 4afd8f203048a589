using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>
/// Stands before the handlers of single sign-on, which answer while a request is being authenticated, before the pipeline counts strangers. Each callback
/// counts, whatever it holds, and only a GET is one: the handlers would read a form of any size.
/// </summary>
internal sealed class CallbackRule(RequestDelegate next, Refusals refusals, IOptions<RateLimiterOptions> limits)
{
    private static readonly PortalProblem NotAllowed = new(
        StatusCodes.Status405MethodNotAllowed, ProblemCodes.BadRequest, "Providers send people back with a GET.", "Start the sign-in again.");

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var comesBack = path.StartsWithSegments(OpenIdProvider.CallbackPrefix, StringComparison.OrdinalIgnoreCase);
        if (!comesBack && !path.StartsWithSegments(OpenIdProvider.SignedOutPrefix, StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Get;
            await NotAllowed.ExecuteAsync(context);
            return;
        }

        using var lease = comesBack ? await limits.Value.GlobalLimiter!.AcquireAsync(context) : null;
        if (lease is { IsAcquired: false })
        {
            refusals.Count(CallerInfo.Address(context), ProblemCodes.TooManyRequests);
            context.Response.Redirect($"/signin?error={ProblemCodes.TooManyRequests}");
            return;
        }

        await next(context);
    }
}
