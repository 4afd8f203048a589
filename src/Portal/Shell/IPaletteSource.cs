using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Shell;

/// <summary>What a feature offers in the palette. Each registers its own; entries that match alike stand in the order of registration.</summary>
internal interface IPaletteSource
{
    /// <summary>What a person may do there, and needs no reading.</summary>
    /// <param name="tenant">Tenant, with what the person may do in it.</param>
    IEnumerable<PaletteEntry> Commands(TenantDto tenant) => [];

    /// <summary>What the gateway knows; what cannot be read is left out.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancelled when the palette is gone.</param>
    /// <returns>The entries, and whether what is not among them does not exist.</returns>
    Task<(IReadOnlyList<PaletteEntry> Entries, Reading Reading)> ReadAsync(TenantDto tenant, CancellationToken cancellationToken);

    /// <summary>The thing with an id, however old it is; null if the text cannot be an id of this kind.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="typed">What was typed.</param>
    PaletteEntry? ById(TenantDto tenant, string typed) => null;
}
