using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Sessions;

/// <summary>
/// Refuses to leave plain HTTP where nothing but requests and answers is served: a connection that has changed its protocol is neither judged
/// nor recorded. An offer of HTTP/2 is ignored, as any server may: some clients make it with each request.
/// </summary>
internal static class UpgradeRule
{
    private const string Hubs = "/hubs";
    private const string Http2 = "h2c";
    private const string Http2Settings = "HTTP2-Settings";

    private static readonly string[] PlainOnly = [.. BffRoutes.OwnPrefixes.Where(p => p != Hubs)];

    private static readonly PortalProblem Refusal = new(
        StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "This address speaks no other protocol.", "Send the request without the header Upgrade.");

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (Array.TrueForAll(headers.GetCommaSeparatedValues(HeaderNames.Upgrade), p => p.Equals(Http2, StringComparison.OrdinalIgnoreCase)))
        {
            headers.Remove(HeaderNames.Upgrade);
            headers.Remove(Http2Settings);
        }

        return (headers.Upgrade.Count > 0 || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true })
            && Array.Exists(PlainOnly, prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
                ? Refusal.ExecuteAsync(context)
                : next(context);
    }
}
