using System.Globalization;

using Portal.Bff.Operations;
using Portal.Bff.Platform.Jobs;

namespace Portal.Bff.Features.Notifications;

/// <summary>Registration and mapping of notifications.</summary>
internal static class NotificationsSlice
{
    /// <summary>Adds the notices. Needs <c>AddOperations</c>; comes before <c>AddJobs</c>.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<Notices>();
        services.AddSingleton<OperationNotices>();
        services.AddSingleton<IOperationObserver>(s => s.GetRequiredService<OperationNotices>());
        services.AddHostedService(s => s.GetRequiredService<OperationNotices>());
        services.AddBackgroundJob<NoticeCleanup>("clean-notices", TimeSpan.FromHours(6));
        return services;
    }

    /// <summary>Maps <c>/api/notifications</c>.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder routes) => NotificationEndpoints.Map(routes);

    private sealed class NoticeCleanup(Notices notices) : IBackgroundJob
    {
        public async Task<string?> ExecuteAsync(CancellationToken cancellationToken) =>
            await notices.CleanAsync(cancellationToken) is > 0 and var removed ? string.Create(CultureInfo.InvariantCulture, $"{removed} removed") : null;
    }
}
