using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Account;

/// <summary>The person's own page.</summary>
internal sealed class AccountPalette(Texts texts) : IPaletteSource
{
    /// <inheritdoc/>
    public IEnumerable<PaletteEntry> Commands(TenantDto tenant) =>
        [new("palette.page", texts["account.title"], $"{texts["sessions.title"]} · {texts["account.prefs"]}", PortalUrls.Account(tenant.Id), "account")];

    /// <inheritdoc/>
    public Task<(IReadOnlyList<PaletteEntry> Entries, Reading Reading)> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<PaletteEntry>, Reading)>(([], Reading.Known));
}
