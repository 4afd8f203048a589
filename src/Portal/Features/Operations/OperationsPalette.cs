using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Operations;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Model.Operations;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Operations;

/// <summary>Operations: those that run or failed as a list, the latest by name, and every one by its id.</summary>
internal sealed class OperationsPalette(OperationsClient client, Texts texts) : IPaletteSource
{
    private const int Many = 200;
    private const int ShortestId = 8;

    /// <inheritdoc/>
    public IEnumerable<PaletteEntry> Commands(TenantDto tenant) => Applies(tenant)
        ?
        [
            new("palette.command", texts["palette.attention"], null, PortalUrls.Operations(tenant.Id, OperationsFilter.Attention), "warning"),
            new("palette.command", texts["palette.running"], null, PortalUrls.Operations(tenant.Id, OperationsFilter.Running), "busy"),
        ]
        : [];

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<PaletteEntry> Entries, Reading Reading)> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        Applies(tenant)
        && await client.ListAsync(tenant.Id, OperationsFilter.All, limit: Many, cancellationToken: cancellationToken) is BcsResult<Page<OperationDto>>.Ok { Value: var page }
            ? (
            [
                .. page.Items.Select(o => new PaletteEntry(
                    "palette.operation", OperationText.Name(texts, o), $"{o.BlockchainName} {texts["status." + o.Status]}".Trim(), PortalUrls.Operation(tenant.Id, o.Id), "operations")),
            ], page.Reading ?? Reading.Known)
            : ([], Reading.Known);

    /// <inheritdoc/>
    public PaletteEntry? ById(TenantDto tenant, string typed) =>
        PlainText.Of(typed) is { Length: >= ShortestId } id && id.Contains('-', StringComparison.Ordinal) && !id.Contains(' ', StringComparison.Ordinal) && Applies(tenant)
            ? new("palette.operation", id, null, PortalUrls.Operation(tenant.Id, id), "operations")
            : null;

    private static bool Applies(TenantDto tenant) => tenant.Can(BcsOperations.ListOperationRecords.Action);
}
