using Portal.Contracts;

namespace Portal.Bff.Host;

/// <summary>Headers on every answer, errors and proxied ones included. The UI's pages bring a policy of their own for scripts and styles.</summary>
internal static class SecurityHeaders
{
    private const string OwnPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    // Hangfire's pages: one script and sheets of their own, a chart that sets styles, and an icon in the page.
    private const string JobsPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            var headers = response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";

            // Not no-referrer: with it a browser sends "Origin: null" with the sign-in form, and forms are held by their origin.
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = response.HttpContext.Request.PathBase.StartsWithSegments(BffRoutes.JobsDashboard) || response.HttpContext.Request.Path.StartsWithSegments(BffRoutes.JobsDashboard) ? JobsPolicy : OwnPolicy;
            }

            if (response.HttpContext.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            }

            // Whatever is not said to be for keeping is not kept, and what belongs to a session never is, whoever made the answer.
            // "Not changed" only confirms what the browser has, with the rule it came with.
            if ((headers.CacheControl.Count == 0 && response.StatusCode != StatusCodes.Status304NotModified) || BffRoutes.PrivatePrefixes.Any(p => response.HttpContext.Request.Path.StartsWithSegments(p)))
            {
                headers.CacheControl = "no-store";
            }

            headers.Remove("Server");
            headers.Remove("X-Powered-By");
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}
