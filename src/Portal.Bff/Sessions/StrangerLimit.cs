using System.Threading.RateLimiting;

using Microsoft.AspNetCore.RateLimiting;

using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Sessions;

/// <summary>
/// Turns a flood of requests without a session away before anything is read or written for it. People who are signed in are not
/// limited: they are known, and what they do is recorded.
/// </summary>
internal static class StrangerLimit
{
    private static readonly PortalProblem TooMany = new(
        StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyRequests, "Too many requests without a session.",
        "Nothing was done. Your address has sent more than the portal takes in a minute from somebody it does not know. Wait a moment, then sign in.")
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    public static IServiceCollection AddStrangerLimit(this IServiceCollection services, HttpOptions options)
    {
        return services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Counts(context)
                ? RateLimitPartition.GetSlidingWindowLimiter(AddressGroup.Of(CallerInfo.Address(context)), _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = options.StrangersPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter(""));
            limiter.OnRejected = RefuseAsync;
        });
    }

    /// <summary>What may cause an entry of the log: everything of the gateway's own, and what is no plain reading of a page.</summary>
    private static bool Counts(HttpContext context) =>
        PortalSession.From(context.User) is null
        && (!(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            || BffRoutes.PrivatePrefixes.Any(p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)));

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        context.RequestServices.GetRequiredService<Refusals>().Count(CallerInfo.Address(context), TooMany.Code);
        if (context.Request.Path == BffRoutes.SignInIam && context.Request.HasFormContentType)
        {
            context.Response.Redirect($"/signin?error={TooMany.Code}");
            return;
        }

        await TooMany.ExecuteAsync(context);
    }
}
