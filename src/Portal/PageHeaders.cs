namespace Portal;

/// <summary>
/// Sets the content security policy and the cache rule of the pages made here; the front door adds the other security headers.
/// No page holds an inline script or style element; style attributes are what the component library sets.
/// </summary>
internal sealed class PageHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; connect-src 'self'; img-src 'self' data:; " +
        "font-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            {
                response.Headers.ContentSecurityPolicy = Policy;
                response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}
