using Portal.Shell;

namespace Portal.Features.Notifications;

/// <summary>Registers the page of all notifications. It is reached from the bell and the palette, not from the rail.</summary>
internal static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services.AddScoped<IPaletteSource, NotificationsPalette>();
}
