using System.Collections.Frozen;

using Bcs.Api.Catalogue;
using Bcs.Api.Channels;
using Bcs.Api.Consortium;
using Bcs.Api.Services;

namespace Portal.Bff.Operations.Checking;

/// <summary>Which of upstream's records a change may have left.</summary>
internal enum RecordFit
{
    /// <summary>None: the change is no operation.</summary>
    None,

    /// <summary>The creation of the service that it names.</summary>
    Creation,

    /// <summary>The deletion of its service.</summary>
    Deletion,

    /// <summary>
    /// Any other operation of its service: the documented types of these contradict each other, so only what certainly is another change is left out.
    /// </summary>
    Other,
}

/// <summary>What can prove a change whose answer was lost. A record names no channel, organisation or user, so it is the named thing that proves.</summary>
/// <param name="Operation">The changing operation.</param>
/// <param name="View">The read that shows what it changes; null if none does, and then nothing can be proved.</param>
/// <param name="Records">Records that it leaves.</param>
internal sealed record ChangeProof(BcsOperation Operation, CloudView? View, RecordFit Records)
{
    /// <summary>The things that a call is about; empty if its request cannot be read.</summary>
    public Func<ChangeCall, IReadOnlyList<Asked>> Asks { get; init; } = _ => [];

    /// <summary>True if the record of a creation names a thing that did not exist before, so that the record itself is the proof.</summary>
    public bool ByRecord => Records is RecordFit.Creation;

    /// <summary>The records that a call leaves: an invitation is only followed by an operation if it is accepted.</summary>
    public RecordFit RecordsOf(ChangeCall call) =>
        Operation == BcsOperations.ProcessInvitation && !UnclearRequest.StartsOperation(Operation.Id, call.Request) ? RecordFit.None : Records;

    /// <summary>True if a call may have left this record.</summary>
    public bool Fits(ChangeCall call, RecordState record) => RecordsOf(call) switch
    {
        RecordFit.Creation => record.Type == RecordState.Creating
            && (call.BlockchainId is { } id ? record.BlockchainId == id : record.BlockchainName == UnclearRequest.ServiceName(call.Operation, call.Request)),
        RecordFit.Deletion => record.Type == RecordState.Deleting && record.BlockchainId == call.Service,
        RecordFit.Other => record.Type is not (RecordState.Creating or RecordState.Deleting) && record.BlockchainId is not null && record.BlockchainId == call.Service,
        _ => false,
    };

    /// <summary>The things that a call touches, for comparison with other calls. Where its request cannot be read: all of its service, or everything.</summary>
    public IReadOnlyList<string> Touches(ChangeCall call) =>
        View is null ? [] : Asks(call) is { Count: > 0 } asked ? [.. asked.Select(a => a.Thing)] : [call.Service ?? ""];
}

/// <summary>The proofs of all changing operations: one row for each, and a test that says so.</summary>
internal static class ChangeProofs
{
    /// <summary>All of them, in the order of the catalogue.</summary>
    public static IReadOnlyList<ChangeProof> All { get; } =
    [
        new(BcsOperations.CreateService, CloudView.Services, RecordFit.Creation)
        {
            Asks = call => UnclearRequest.ServiceName(call.Operation, call.Request) is { Length: > 0 } name ? [new($"name/{name}", CloudView.There)] : [],
        },
        new(BcsOperations.ModifyService, CloudView.Service, RecordFit.Other)
        {
            Asks = call => UnclearRequest.Read<ModifyServiceRequest>(call.Request) is { NodeOrgs: { } organizations } request
                ? [.. organizations.Where(o => o?.Name is not null).Select(o => new Asked($"{call.BlockchainId}/org/{o.Name}", request.IsDeleteOrg is true ? "0" : Text(o.NodeCount)) { MayHold = true })]
                : [],
        },
        new(BcsOperations.CreateChannels, CloudView.Channels, RecordFit.Other)
        {
            Asks = call => [.. (UnclearRequest.Read<CreateChannelsRequest>(call.Request)?.Channels ?? [])
                .Where(c => c?.ChannelName is not null).Select(c => new Asked($"{call.BlockchainId}/channel/{c.ChannelName}", CloudView.There))],
        },
        new(BcsOperations.AddPeersToChannel, CloudView.Channels, RecordFit.Other)
        {
            Asks = call => [.. (UnclearRequest.Read<AddPeersToChannelRequest>(call.Request)?.ChannelPeers ?? []).Where(c => c?.Peers is not null)
                .SelectMany(c => c.Peers!.Select(p => new Asked($"{call.BlockchainId}/org/{p.Key}/channel/{c.ChannelName}", null) { By = p.Value }))],
        },
        new(BcsOperations.RemoveOrganizationsFromChannel, CloudView.Channels, RecordFit.Other)
        {
            Asks = call => [.. (UnclearRequest.Read<RemoveOrganizationsRequest>(call.Request)?.OrgNames ?? [])
                .Where(o => o is not null).Select(o => new Asked($"{call.BlockchainId}/org/{o}/channel/{call.Channel}", "0"))],
        },
        new(BcsOperations.GenerateUserCertificate, null, RecordFit.None),
        new(BcsOperations.UnfreezeUserCertificate, null, RecordFit.None),
        new(BcsOperations.FreezeUserCertificate, null, RecordFit.None),
        new(BcsOperations.DeleteService, CloudView.Services, RecordFit.Deletion)
        {
            Asks = call => call.BlockchainId is { } id ? [new(id, CloudView.Absent)] : [],
        },
        new(BcsOperations.RemovePeerFromChannel, CloudView.Channels, RecordFit.Other)
        {
            Asks = call => UnclearRequest.Read<RemovePeersRequest>(call.Request) is { OrgName: { } name, Peers: { } peers }
                ? [new($"{call.BlockchainId}/org/{name}/channel/{call.Channel}", null) { By = -peers }]
                : [],
        },
        new(BcsOperations.DeleteChannel, CloudView.Channels, RecordFit.Other)
        {
            Asks = call => call.Channel is { } channel ? [new($"{call.BlockchainId}/channel/{channel}", CloudView.Absent)] : [],
        },
        new(BcsOperations.InviteTenants, CloudView.Invitations, RecordFit.None)
        {
            Asks = call => UnclearRequest.Read<InviteTenantsRequest>(call.Request) is { InvitedUserinfo: { } invited } request
                ? [.. invited.Where(i => i?.InvitedUser is not null).Select(i => new Asked($"{request.BcsId}/invited/{request.ChannelName}/{i.InvitedUser}", CloudView.Invited))]
                : [],
        },
        new(BcsOperations.ProcessInvitation, CloudView.Invitations, RecordFit.Other)
        {
            Asks = call => UnclearRequest.Read<ProcessInvitationRequest>(call.Request) is { InvitorInfo.InvitorBcsId: { } inviting } request
                ? [new($"invitation/{inviting}/{request.ChannelName}", request.Status == InvitationStatuses.Agreed ? CloudView.Member + request.InviteeInfo?.InviteeBcsId : request.Status)]
                : [],
        },
        new(BcsOperations.DeleteInvitation, CloudView.Invitations, RecordFit.None)
        {
            Asks = call => UnclearRequest.Read<DeleteInvitationRequest>(call.Request) is { InvitedUserinfo: { } invited } request
                ? [.. invited.Where(i => i?.InvitedUser is not null).Select(i => new Asked($"{request.BcsId}/invited/{request.ChannelName}/{i.InvitedUser}", CloudView.Absent))]
                : [],
        },
        new(BcsOperations.ExitConsortium, CloudView.Invitations, RecordFit.Other)
        {
            Asks = call => UnclearRequest.Read<ExitConsortiumRequest>(call.Request) is { InviterBcsid: { } inviting } request
                ? [new($"invitation/{inviting}/{request.ChannelName}", InvitationStatuses.Quit)]
                : [],
        },
    ];

    private static readonly FrozenDictionary<string, ChangeProof> ById = All.ToFrozenDictionary(p => p.Operation.Id);

    /// <summary>The proof of an operation, or null if it changes nothing.</summary>
    public static ChangeProof? Find(string? operation) => operation is null ? null : ById.GetValueOrDefault(operation);

    private static string? Text(long? count) => count is { } number ? Count.Text(number) : null;
}
