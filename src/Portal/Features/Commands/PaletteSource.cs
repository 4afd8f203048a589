using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Components.Layout;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Consortia;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Features.Certificates;
using Portal.Features.Consortium;
using Portal.Features.Operations;
using Portal.Features.Services;
using Portal.Resources;

namespace Portal.Features.Commands;

/// <summary>Everything a person can go to or do in a tenant: pages, permitted commands, services with their organisations and channels, certificates, members, operations.</summary>
internal static class PaletteSource
{
    private const string Many = "200";
    private const int ShortestId = 8;

    /// <summary>What needs no reading: pages, commands, other tenants.</summary>
    public static IEnumerable<PaletteEntry> Fixed(Texts texts, TenantDto tenant, IEnumerable<TenantDto> tenants)
    {
        var id = tenant.Id;
        (string TextKey, string Url, string Icon, string Action)[] commands =
        [
            ("create.title", PortalUrls.CreateService(id), "plus", BcsOperations.CreateService.Action),
            ("invite.do", PortalUrls.Invite(id), "plus", BcsOperations.InviteTenants.Action),
            ("palette.mine", PortalUrls.Consortium(id, ConsortiumTabs.Mine), "consortium", BcsOperations.ProcessInvitation.Action),
            ("palette.attention", PortalUrls.Operations(id, OperationsFilter.Attention), "warning", BcsOperations.ListOperationRecords.Action),
            ("palette.running", PortalUrls.Operations(id, OperationsFilter.Running), "busy", BcsOperations.ListOperationRecords.Action),
        ];
        return PortalPages.For(tenant).Select(p => new PaletteEntry("palette.page", texts[p.TextKey], null, p.Url(id), p.Icon))
            .Concat(commands.Where(c => tenant.Can(c.Action)).Select(c => new PaletteEntry("palette.command", texts[c.TextKey], null, c.Url, c.Icon)))
            .Concat(tenants.Where(t => t.Id != id).Select(t => new PaletteEntry("palette.tenant", t.Name, string.Join(", ", t.Roles), PortalUrls.Overview(t.Id), "right")));
    }

    /// <summary>An operation that is named by its id, however long ago it was; null for anything that is no id.</summary>
    public static PaletteEntry? ById(Texts texts, TenantDto tenant, string typed) =>
        typed.Trim() is { Length: >= ShortestId } id && id.Contains('-', StringComparison.Ordinal) && !id.Contains(' ', StringComparison.Ordinal)
        && tenant.Can(BcsOperations.ListOperationRecords.Action)
            ? new("palette.operation", id, null, PortalUrls.Operation(tenant.Id, id), "operations")
            : null;

    /// <summary>What the gateway knows; a part that cannot be read is left out.</summary>
    public static async Task<IReadOnlyList<PaletteEntry>> ReadAsync(BffHttp bff, Texts texts, TenantDto tenant, CancellationToken cancellationToken)
    {
        var services = tenant.Can(BcsOperations.ListServices.Action) ? await ServicesAsync(bff, tenant, cancellationToken) : [];
        var operations = await AskAsync<Page<OperationDto>>(BffRoutes.Operations, BcsOperations.ListOperationRecords.Action);
        var consortium = await AskAsync<ConsortiumDto>(BffRoutes.Consortia, BcsOperations.ListNotifications.Action);
        var certificates = await AskAsync<Page<CertificateDto>>(BffRoutes.Certificates, BcsOperations.DownloadCertificates.Action);
        var invitations = consortium is null ? [] : InvitationView.All(consortium, tenant);
        return
        [
            .. services.SelectMany(s => ServiceCommands.Of(texts, tenant, s)),
            .. (consortium?.Members ?? []).Where(m => !string.IsNullOrEmpty(m.InviteeInfo?.InviteeUsername))
                .Select(m => new PaletteEntry("palette.member", m.InviteeInfo!.InviteeUsername!, m.ChannelName, PortalUrls.Consortium(tenant.Id, ConsortiumTabs.Members), "consortium")),
            .. invitations.SelectMany(i => InvitationActions.Of(i).Where(a => tenant.Can(InvitationActions.Operation(a).Action)).Select(a => new PaletteEntry(
                "palette.command", texts["answer.title." + a], $"{i.Channel} · {i.Party}", InvitationActions.Url(a, i, tenant.Id), "consortium"))),
            .. (certificates?.Items ?? []).SelectMany(c => OfCertificate(texts, tenant, c)),
            .. (operations?.Items ?? []).Select(o => new PaletteEntry(
                "palette.operation", OperationText.Name(texts, o), $"{o.BlockchainName} {texts["status." + o.Status]}".Trim(), PortalUrls.Operation(tenant.Id, o.Id), "operations")),
        ];

        async Task<T?> AskAsync<T>(string route, string action)
            where T : class =>
            tenant.Can(action)
            && await bff.GetAsync<T>(PortalUrls.With(route, ("tenant", tenant.Id), ("limit", Many)), cancellationToken) is BcsResult<T>.Ok { Value: var value }
                ? value
                : null;
    }

    private static IEnumerable<PaletteEntry> OfCertificate(Texts texts, TenantDto tenant, CertificateDto certificate)
    {
        var whole = CertificateView.Whole(texts, certificate);
        yield return new("palette.certificate", CertificateView.Name(texts, certificate), whole, PortalUrls.Certificate(tenant.Id, certificate.Id), "certificate");
        foreach (var (change, operation) in CertificateView.ChangesNow(certificate).Where(c => tenant.Can(c.Operation.Action)))
        {
            yield return new("palette.command", texts["certs.do." + change], whole, PortalUrls.Certificate(tenant.Id, certificate.Id, change), "certificate");
        }
    }

    private static async Task<IReadOnlyList<ServiceDto>> ServicesAsync(BffHttp bff, TenantDto tenant, CancellationToken cancellationToken)
    {
        var state = new ServicesState();
        await AllServices.ReadAsync(bff, tenant.Id, state, () => true, cancellationToken);
        return state.All;
    }
}
