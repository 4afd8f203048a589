using Hangfire;
using Hangfire.Dashboard;

using Microsoft.AspNetCore.Authorization;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Features.Jobs;

/// <summary>
/// Hangfire's own pages at <c>/hangfire</c>, for the administrators of the portal: they show the work for all tenants. Without a name in
/// <c>Jobs:Administrators</c> there are none. They are read-only unless <c>Jobs:DashboardActions</c> is set, and then each action is recorded.
/// </summary>
internal static class JobsDashboard
{
    private const string Cookie = "portal.jobs";

    /// <summary>Adds what the pages need.</summary>
    public static IServiceCollection AddJobsDashboard(this IServiceCollection services)
    {
        // Only so that the pages open: what they configure for the whole process is set by nobody.
        services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        services.AddSingleton(DashboardRoutes.Routes);
        services.AddSingleton<IAuthorizationHandler, JobsAdministratorRule>();

        // Without it the pages take a post from anywhere: theirs carry no header of the portal's.
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = Cookie;
            o.Cookie.Path = BffRoutes.JobsDashboard;
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    /// <summary>Maps the pages, if somebody may see them.</summary>
    public static void MapJobsDashboard(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<JobsOptions>();
        if (options.Administrators.Count == 0)
        {
            return;
        }

        var pages = routes.MapHangfireDashboard(
            BffRoutes.JobsDashboard,
            new DashboardOptions
            {
                // Who may come in is the route's rule; the default would let in whoever is on this machine.
                Authorization = [],
                IsReadOnlyFunc = _ => !options.DashboardActions,
                AppPath = "/",
                DashboardTitle = "Jobs",
                DisplayStorageConnectionString = false,
                StatsPollingInterval = 5000,
            },
            routes.ServiceProvider.GetRequiredService<JobStorage>());
        pages.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new JobsAdministratorRequirement()).Build());
        pages.Add(endpoint =>
        {
            var page = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => IsAction(context.Request) ? RecordedAsync(context, page) : page(context);
            endpoint.Metadata.Add(new ExcludeFromDescriptionAttribute());
        });
    }

    // The figures of the page's head are asked for by a post every few seconds.
    private static bool IsAction(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path != $"{BffRoutes.JobsDashboard}/stats";

    private static async Task RecordedAsync(HttpContext context, RequestDelegate page)
    {
        var audit = context.RequestServices.GetRequiredService<IAuditLog>();
        var intent = await audit.IntentAsync(context, CallerInfo.Call(context, AuditCall.PortalTenant, AuditEvents.JobsAction));
        await page(context);
        var status = context.Response.StatusCode;
        var outcome = status < StatusCodes.Status400BadRequest ? AuditOutcomes.Succeeded
            : status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden ? AuditOutcomes.Denied
            : AuditOutcomes.Failed;
        await audit.OutcomeAsync(intent, new AuditResult(outcome) { Status = status }, CancellationToken.None);
    }
}
