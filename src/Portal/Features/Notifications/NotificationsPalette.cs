using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Notifications;

/// <summary>The page of all notifications.</summary>
internal sealed class NotificationsPalette(Texts texts) : IPaletteSource
{
    /// <inheritdoc/>
    public IEnumerable<PaletteEntry> Commands(TenantDto tenant) => [new("palette.page", texts["notices.title"], null, PortalUrls.Notifications(tenant.Id), "bell")];

    /// <inheritdoc/>
    public Task<(IReadOnlyList<PaletteEntry> Entries, Reading Reading)> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<PaletteEntry>, Reading)>(([], Reading.Known));
}
