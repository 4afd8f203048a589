using Bcs.Api.Catalogue;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Sessions.OpenId;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Sessions;

/// <summary>
/// Cross-site request forgery: under /bff, /api, /bcs and /hubs everything but a GET needs the header <c>X-CSRF: 1</c>, which a
/// page of another origin cannot send; a GET that the browser calls cross-site is refused, and one that hands out keys needs
/// the header as well, unless the browser calls it same-origin. The two form posts are held
/// by their Origin instead, a provider's logout by its signed token. A WebSocket from a foreign origin is always refused, one without an origin only passes with
/// the header.
/// </summary>
internal sealed class CsrfRule(RequestDelegate next, Refusals refusals, IAccessEngine access)
{
    private static readonly PortalProblem Refusal = new(
        StatusCodes.Status403Forbidden, ProblemCodes.Csrf, "The request did not come from the portal.",
        $"Send the header {BffHeaders.Csrf}: 1 with every request that is not a GET and with every download of keys, from the portal's own origin.");

    /// <summary>Posts that a plain form sends: their Origin has to be ours.</summary>
    private static readonly string[] HeldByOrigin = [BffRoutes.SignInIam, BffRoutes.SignOut];

    /// <summary>GETs that a provider's redirect starts from another site.</summary>
    private static readonly string[] CrossSiteGets = [OpenIdProvider.StartPrefix, OpenIdProvider.CallbackPrefix, OpenIdProvider.SignedOutPrefix];

    /// <summary>Posts of another server, without a cookie: nothing but the signed token in them counts.</summary>
    private const string HeldByToken = OpenIdProvider.BackchannelPrefix;

    public async Task InvokeAsync(HttpContext context)
    {
        if (Allowed(context))
        {
            await next(context);
            return;
        }

        if (!HeadRule.IsProbe(context))
        {
            await refusals.RecordAsync(
                CallerInfo.Call(context, AuditCall.PortalTenant, AuditEvents.CrossSiteRequest),
                new AuditResult(AuditOutcomes.Denied) { Status = Refusal.Status, UpstreamCode = Refusal.Code },
                await Concerned.ByForgeryAsync(context, access));
        }

        await Refusal.ExecuteAsync(context);
    }

    private static bool Allowed(HttpContext context)
    {
        var request = context.Request;
        if (context.WebSockets.IsWebSocketRequest || IsWebSocketConnect(context))
        {
            return request.Headers.Origin.Count > 0 ? OriginIsOurs(request) : HasHeader(request);
        }

        if (!BffRoutes.PrivatePrefixes.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            // The UI host's pages and its circuit's fallbacks: a foreign page may link to them, not post to them.
            return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Headers.Origin.Count == 0 || OriginIsOurs(request);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<BcsOperation>() is { Class: OperationClass.Reveals })
        {
            return request.Headers["Sec-Fetch-Site"] != "cross-site"
                && (HasHeader(request) || (HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Site"] == "same-origin"));
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return request.Headers["Sec-Fetch-Site"] != "cross-site"
                || Array.Exists(CrossSiteGets, prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
        }

        if (request.Path.StartsWithSegments(HeldByToken, StringComparison.OrdinalIgnoreCase))
        {
            return HttpMethods.IsPost(request.Method);
        }

        return Array.Exists(HeldByOrigin, path => request.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
            ? request.Headers["Sec-Fetch-Site"] != "cross-site" && (request.Headers.Origin.Count == 0 || OriginIsOurs(request))
            : HasHeader(request);
    }

    private static bool IsWebSocketConnect(HttpContext context) =>
        HttpMethods.IsConnect(context.Request.Method) || string.Equals(context.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);

    private static bool HasHeader(HttpRequest request) => request.Headers[BffHeaders.Csrf] == "1";

    private static bool OriginIsOurs(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
