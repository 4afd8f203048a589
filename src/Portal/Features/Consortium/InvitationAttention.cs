using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model.Consortia;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Consortium;

/// <summary>Says on the overview which invitations wait for this company's answer, and which acceptance came to nothing.</summary>
internal sealed class InvitationAttention(ConsortiumClient client, EventFeed feed, Texts texts) : IAttentionSource
{
    public bool Applies(TenantDto tenant) => tenant.Can(BcsOperations.ListNotifications.Action);

    public async Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        await client.GetAsync(tenant.Id, false, cancellationToken) is BcsResult<ConsortiumDto>.Ok { Value: { Reading.IsRead: true } state }
            ?
            [
                .. InvitationView.All(state, tenant).Where(i => i.Turn is Turn.Mine).Select(i => Of(i, tenant)),
                .. state.Acceptances.Where(a => a.Status == AcceptanceStatuses.Failed).Select(a => Of(a, state, tenant)),
            ]
            : null;

    public IDisposable Watch(TenantDto tenant, Action changed) => feed.Watch<ConsortiumDto>(tenant.Id, changed);

    private Attention Of(InvitationView invitation, TenantDto tenant)
    {
        var answer = tenant.Can(BcsOperations.ProcessInvitation.Action);
        return new(
            $"invitation/{invitation.Key}/{invitation.Source.UpdatedTime}", new Status(StatusKind.Busy, "overview.yourTurn"), texts["overview.invitation", invitation.Company],
            PortalUrls.Consortium(tenant.Id, ConsortiumTabs.Mine), texts["overview.invitation.text", invitation.Channel, invitation.Source.InvitorInfo?.InvitorBcsName],
            texts[answer ? "overview.invitation.answer" : "overview.look"],
            answer ? InvitationActions.Url(InvitationAction.Accept, invitation, tenant.Id, ConsortiumTabs.Mine) : PortalUrls.Consortium(tenant.Id, ConsortiumTabs.Mine))
        {
            At = invitation.UpdatedAt,
        };
    }

    private Attention Of(AcceptanceDto acceptance, ConsortiumDto state, TenantDto tenant) => new(
        $"acceptance/{acceptance.Id}", new Status(StatusKind.Bad, "inv.failed"), texts["acceptance.failed", acceptance.ChannelName, state.Name(acceptance.InvitorName), acceptance.ServiceName],
        PortalUrls.Consortium(tenant.Id), UpstreamTexts.Describe(texts, acceptance.Error?.Code ?? "", acceptance.Error?.Message).Title,
        texts["overview.look"], PortalUrls.Consortium(tenant.Id))
    {
        At = acceptance.EndedAt,
    };
}
