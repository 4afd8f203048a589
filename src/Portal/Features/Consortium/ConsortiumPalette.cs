using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Contracts.Session;
using Portal.Model.Consortia;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Consortium;

/// <summary>Members and invitations, and what may be done with them.</summary>
internal sealed class ConsortiumPalette(ConsortiumClient client, Texts texts) : IPaletteSource
{
    /// <inheritdoc/>
    public IEnumerable<PaletteEntry> Commands(TenantDto tenant)
    {
        if (tenant.Can(BcsOperations.InviteTenants.Action))
        {
            yield return new("palette.command", texts["invite.do"], null, PortalUrls.Invite(tenant.Id), "plus");
        }

        if (tenant.Can(BcsOperations.ProcessInvitation.Action))
        {
            yield return new("palette.command", texts["palette.mine"], null, PortalUrls.Consortium(tenant.Id, ConsortiumTabs.Mine), "consortium");
        }
    }

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<PaletteEntry> Entries, Reading Reading)> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        tenant.Can(BcsOperations.ListNotifications.Action)
        && await client.GetAsync(tenant.Id, false, cancellationToken) is BcsResult<ConsortiumDto>.Ok { Value: var state }
            ? (
            [
                .. MemberCompany.All(state, tenant).Where(c => c.Account.Length > 0)
                    .Select(c => new PaletteEntry("palette.member", c.Name, string.Join(", ", c.Memberships.Select(m => m.Channel).Prepend(c.Account).Where(t => t != c.Name).Distinct()), PortalUrls.Consortium(tenant.Id, ConsortiumTabs.Members), "consortium")),
                .. InvitationView.All(state, tenant).SelectMany(i => OfInvitation(i, tenant)),
            ], state.Reading)
            : ([], Reading.Known);

    private IEnumerable<PaletteEntry> OfInvitation(InvitationView invitation, TenantDto tenant) =>
        InvitationActions.Of(invitation).Where(a => tenant.Can(InvitationActions.Operation(a).Action)).Select(a => new PaletteEntry(
            "palette.command", texts["answer.title." + a], $"{invitation.Channel} · {invitation.Company}", InvitationActions.Url(a, invitation, tenant.Id), "consortium"));
}
