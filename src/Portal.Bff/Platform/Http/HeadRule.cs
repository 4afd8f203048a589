using Bcs.Api.Catalogue;

using Portal.Contracts;

namespace Portal.Bff.Platform.Http;

/// <summary>
/// A HEAD is answered as a GET whose body the server leaves out. On the way to the cloud there is none: it would be a call, and a download would
/// make keys that nobody takes. A probe is a HEAD or a look at the health; the audit log does not grow by it.
/// </summary>
internal static class HeadRule
{
    private static readonly object Mark = new();

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!HttpMethods.IsHead(request.Method))
        {
            return next(context);
        }

        if (request.Path.StartsWithSegments(BffRoutes.Gateway, StringComparison.OrdinalIgnoreCase, out var rest))
        {
            string[] methods = [.. Methods(rest)];
            context.Response.StatusCode = methods is [] ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = methods is [] ? default : string.Join(", ", methods);
            return Task.CompletedTask;
        }

        context.Items[Mark] = true;
        request.Method = HttpMethods.Get;
        return next(context);
    }

    /// <summary>True if a request only asks whether something is there.</summary>
    public static bool IsProbe(HttpContext context) => context.Items.ContainsKey(Mark);

    /// <summary>What the catalogue has at an address below the gateway's.</summary>
    private static IEnumerable<string> Methods(PathString path)
    {
        var parts = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToArray();
        return BcsOperations.All.Where(o => Fits(o.Template.Split('/', StringSplitOptions.RemoveEmptyEntries), parts)).Select(o => o.Method).Distinct().Order();
    }

    private static bool Fits(string[] template, string[] parts) =>
        template.Length == parts.Length && template.Zip(parts).All(p => p.First is ['{', .., '}'] || p.First.Equals(p.Second, StringComparison.OrdinalIgnoreCase));
}
