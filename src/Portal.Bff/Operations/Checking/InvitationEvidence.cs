using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Consortium;

namespace Portal.Bff.Operations.Checking;

/// <summary>What invitations show of a call whose outcome is unclear: they have no operation of their own, but both sides list them.</summary>
internal static class InvitationEvidence
{
    private static readonly string[] Concerned = [BcsOperations.InviteTenants.Id, BcsOperations.ProcessInvitation.Id, BcsOperations.DeleteInvitation.Id];

    /// <summary>True if the effect of this call is seen in the invitations.</summary>
    public static bool Covers(string? operation) => Concerned.Contains(operation);

    /// <summary>What can be seen now, by one upstream call.</summary>
    public static async Task<CheckFinding> LookAsync(BcsClient client, TrackedOperation call, CancellationToken cancellationToken)
    {
        var answer = await client.ListNotificationsAsync(cancellationToken);
        if (answer is not BcsResult<NotificationList>.Ok { Value.Notifications: var listed })
        {
            return new CheckFinding.NoAnswer(Trouble.Of(answer)!);
        }

        var all = listed ?? [];
        return call.Operation == BcsOperations.InviteTenants.Id ? OfInvite(UnclearRequest.Read<InviteTenantsRequest>(call.Request), all)
            : call.Operation == BcsOperations.DeleteInvitation.Id ? OfDelete(UnclearRequest.Read<DeleteInvitationRequest>(call.Request), all)
            : OfAnswer(UnclearRequest.Read<ProcessInvitationRequest>(call.Request), all);
    }

    private static CheckFinding OfInvite(InviteTenantsRequest? request, IReadOnlyList<ConsortiumNotification> all)
    {
        var named = (request?.InvitedUserinfo ?? []).Select(i => i.InvitedUser).ToList();
        return named.Count == 0 ? new CheckFinding.Undecided()
            : named.TrueForAll(n => Of(all, request!.BcsId, request.ChannelName, n).Any(i => i.Status is InvitationStatuses.Waiting or InvitationStatuses.Agreed)) ? Done
            : new CheckFinding.Absent();
    }

    private static CheckFinding OfDelete(DeleteInvitationRequest? request, IReadOnlyList<ConsortiumNotification> all)
    {
        var named = request?.InvitedUserinfo ?? [];
        return named.Count == 0 ? new CheckFinding.Undecided()
            : named.All(n => !Of(all, request!.BcsId, request.ChannelName, n.InvitedUser).Any()) ? Done
            : new CheckFinding.Absent();
    }

    private static CheckFinding OfAnswer(ProcessInvitationRequest? request, IReadOnlyList<ConsortiumNotification> all) =>
        request is null ? new CheckFinding.Undecided()
        : all.FirstOrDefault(i => i.ChannelName == request.ChannelName && i.InvitorInfo?.InvitorBcsId == request.InvitorInfo?.InvitorBcsId) switch
        {
            null => new CheckFinding.Undecided(),
            { Status: InvitationStatuses.Waiting, InviteeInfo.InviteeBcsId: not { Length: > 0 } } => new CheckFinding.Absent(),

            // Joining goes on by itself; its operation is found by the service.
            { Status: InvitationStatuses.Waiting } joining => request.InviteeInfo?.InviteeBcsId == joining.InviteeInfo?.InviteeBcsId
                ? new CheckFinding.Happened(null, Done: false)
                : new CheckFinding.Absent(),
            var settled => settled.Status == request.Status ? Done : new CheckFinding.Absent(),
        };

    private static CheckFinding Done => new CheckFinding.Happened(null, Done: true);

    private static IEnumerable<ConsortiumNotification> Of(IReadOnlyList<ConsortiumNotification> all, string? service, string? channel, string? company) =>
        all.Where(i => i.InvitorInfo?.InvitorBcsId == service && i.ChannelName == channel && (i.InviteeInfo?.InviteeName == company || i.InviteeInfo?.InviteeId == company));
}
