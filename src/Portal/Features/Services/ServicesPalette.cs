using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Model.Services;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Services;

/// <summary>Services with their organisations and channels, and what may be done with them.</summary>
internal sealed class ServicesPalette(ServicesClient client, Texts texts) : IPaletteSource
{
    /// <inheritdoc/>
    public IEnumerable<PaletteEntry> Commands(TenantDto tenant) => tenant.Can(BcsOperations.CreateService.Action)
        ? [new("palette.command", texts["create.title"], null, PortalUrls.CreateService(tenant.Id), "plus")]
        : [];

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<PaletteEntry> Entries, Reading Reading)> ReadAsync(TenantDto tenant, CancellationToken cancellationToken)
    {
        if (!tenant.Can(BcsOperations.ListServices.Action))
        {
            return ([], Reading.Known);
        }

        var services = ServicesState.Unread;
        var last = await client.ReadAllAsync(tenant.Id, services, known => (services = known) is not null, cancellationToken);
        services = (last as BcsResult<ServicesState>.Ok)?.Value ?? services;
        return ([.. services.All.SelectMany(s => ServiceCommands.Of(texts, tenant, s))], services.Reading);
    }
}
