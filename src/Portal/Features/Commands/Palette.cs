using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Commands;

/// <summary>Everything a person can go to or do in a tenant: pages, other tenants, and what the features offer.</summary>
/// <param name="sources">What the features registered.</param>
/// <param name="pages">The pages.</param>
/// <param name="texts">Texts.</param>
internal sealed class Palette(IEnumerable<IPaletteSource> sources, PortalPages pages, Texts texts)
{
    /// <summary>What needs no reading: pages, commands, other tenants.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="tenants">All tenants of the person.</param>
    public IEnumerable<PaletteEntry> Fixed(TenantDto tenant, IEnumerable<TenantDto> tenants) =>
    [
        .. pages.For(tenant).Select(p => new PaletteEntry("palette.page", texts[p.TextKey], null, p.Url(tenant.Id), p.Icon)),
        .. sources.SelectMany(s => s.Commands(tenant)),
        .. tenants.Where(t => t.Id != tenant.Id)
            .Select(t => new PaletteEntry("palette.tenant", t.Name, string.Join(", ", t.Roles), PortalUrls.Overview(t.Id), "right")),
        .. Preferences.Themes.Select(t => OfPage($"{texts["theme"]}: {texts["theme." + t]}", $"[data-set-theme='{t}']", "sliders")),
        .. Texts.Languages.Select(l => OfPage($"{texts["language"]}: {texts["language." + l]}", $"[data-set-lang='{l}']", "sliders")),
        OfPage(texts["palette.copyLink"], "[data-copy-link]", "copy"),
        OfPage(texts["signout"], "[data-sign-out]", "signout"),
    ];

    // What the page's own script or form does is pressed where it stands.
    private static PaletteEntry OfPage(string text, string selector, string icon) => new("palette.command", text, null, "", icon) { Press = selector };


    /// <summary>What is named by its id, however long ago it was; null for anything that is no id.</summary>
    public PaletteEntry? ById(TenantDto tenant, string typed) => sources.Select(s => s.ById(tenant, typed)).FirstOrDefault(e => e is not null);

    /// <summary>What the gateway knows; a part that cannot be read is left out. The reading tells whether what is not there does not exist.</summary>
    public async Task<(IReadOnlyList<PaletteEntry> Entries, Reading Reading)> ReadAsync(TenantDto tenant, CancellationToken cancellationToken)
    {
        var (entries, readings) = (new List<PaletteEntry>(), new List<Reading>());
        foreach (var source in sources)
        {
            var (found, reading) = await source.ReadAsync(tenant, cancellationToken);
            entries.AddRange(found);
            readings.Add(reading);
        }

        return (entries, Reading.OfAll(readings));
    }
}
