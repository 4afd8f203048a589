using System.Globalization;

using Bcs.Api.Catalogue;
using Bcs.Api.Channels;
using Bcs.Api.Client;
using Bcs.Api.Operations;
using Bcs.Api.Services;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Data;

namespace Portal.Bff.Operations.Checking;

/// <summary>
/// Looks for traces of an unclear call: its operation record, then the resource. At most three upstream calls a look.
/// </summary>
internal sealed class CheckEvidence(IDbContextFactory<PortalDbContext> contexts)
{
    private const string Creating = "99";
    private const string Deleting = "00";

    // Where upstream's newest record is not known, its clock may differ from ours by this much.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    /// <summary>What can be seen now.</summary>
    public Task<CheckFinding> LookAsync(BcsClient client, TrackedOperation call, CancellationToken cancellationToken) =>
        call.Operation == BcsOperations.CreateService.Id ? CreateAsync(client, call, cancellationToken)
        : InvitationEvidence.Covers(call.Operation) ? InvitationAsync(client, call, cancellationToken)
        : call.BlockchainId is not { } id ? Task.FromResult<CheckFinding>(new CheckFinding.Undecided())
        : call.Operation == BcsOperations.DeleteService.Id ? DeleteAsync(client, call, id, cancellationToken)
        : call.Operation == BcsOperations.CreateChannels.Id ? ChannelsAsync(client, call, id, cancellationToken)
        : RecordOnlyAsync(client, call, id, cancellationToken);

    /// <summary>True if an operation of this type may have been started by this call.</summary>
    public static bool TypeFits(string? operation, string? type) =>
        operation == BcsOperations.CreateService.Id ? type == Creating
        : operation == BcsOperations.DeleteService.Id ? type == Deleting

        // The documented types of the other calls contradict each other, so only what certainly is another call is excluded.
        : type is not (Creating or Deleting);

    private async Task<CheckFinding> CreateAsync(BcsClient client, TrackedOperation call, CancellationToken cancellationToken)
    {
        if (call.BlockchainName is not { } name)
        {
            return new CheckFinding.Undecided();
        }

        var list = await client.ListServicesAsync(cancellationToken);
        if (list is not BcsResult<ServiceList>.Ok ok)
        {
            return new CheckFinding.NoAnswer(Trouble.Of(list)!);
        }

        // Names are unique in a project, and asking by the service reads a few records instead of the whole past.
        var service = (ok.Value.Blockchains ?? []).FirstOrDefault(s => s.Name == name && !string.IsNullOrEmpty(s.Id));
        var filter = service is null
            ? new OperationRecordFilter { OperationType = Creating, OperationStatus = "processing" }
            : new OperationRecordFilter { OperationType = Creating, BlockchainId = service.Id };
        var (records, trouble) = await RecordsAnswer.ReadAsync(client, filter, cancellationToken);
        if (trouble is not null)
        {
            return new CheckFinding.NoAnswer(trouble);
        }

        if (await OfCallAsync(call, records.Where(r => r.BlockchainName == name || r.BlockchainId == service?.Id), cancellationToken) is { } record)
        {
            return new CheckFinding.Found(record);
        }

        // A service whose creation was on record before the call is an older one of that name: upstream refused the call.
        if (service is null || records.Count > 0)
        {
            return new CheckFinding.Absent();
        }

        var detail = await client.GetServiceAsync(service.Id!, cancellationToken);
        return new CheckFinding.Happened(
            service.Id, detail is BcsResult<ServiceDetail>.Ok { Value.BasicInfo: { } basic } && string.IsNullOrEmpty(basic.ProcessStatus));
    }

    private async Task<CheckFinding> DeleteAsync(BcsClient client, TrackedOperation call, string id, CancellationToken cancellationToken)
    {
        if (await RecordAsync(client, call, id, Deleting, cancellationToken) is { } finding)
        {
            return finding;
        }

        return await client.GetServiceAsync(id, cancellationToken) switch
        {
            // A deleted service is answered with 400, or with 200 and an empty id.
            BcsResult<ServiceDetail>.Refused { Error.Status: 400 or 404 } => new CheckFinding.Happened(null, Done: true),
            BcsResult<ServiceDetail>.Ok ok when string.IsNullOrEmpty(ok.Value.BasicInfo?.Id) => new CheckFinding.Happened(null, Done: true),
            BcsResult<ServiceDetail>.Ok ok when ok.Value.BasicInfo?.ProcessStatus == "IsDeleting" => new CheckFinding.Happened(null, Done: false),
            BcsResult<ServiceDetail>.Ok => new CheckFinding.Absent(),
            var answer => new CheckFinding.NoAnswer(Trouble.Of(answer)!),
        };
    }

    private async Task<CheckFinding> ChannelsAsync(BcsClient client, TrackedOperation call, string id, CancellationToken cancellationToken)
    {
        if (await RecordAsync(client, call, id, null, cancellationToken) is { } finding)
        {
            return finding;
        }

        var names = UnclearRequest.ChannelNames(call.Operation!, call.Request);
        var answer = await client.ListChannelsAsync(id, cancellationToken);
        if (answer is not BcsResult<ChannelList>.Ok ok)
        {
            return new CheckFinding.NoAnswer(Trouble.Of(answer)!);
        }

        var made = (ok.Value.Channels ?? []).Where(c => c.Name is not null && names.Contains(c.Name) && IsNew(c, call)).Select(c => c.Name).Distinct().Count();
        return names.Count == 0 ? new CheckFinding.Undecided()
            : made == names.Count ? new CheckFinding.Happened(null, Done: true)
            : new CheckFinding.Absent();
    }

    private async Task<CheckFinding> InvitationAsync(BcsClient client, TrackedOperation call, CancellationToken cancellationToken) =>
        (call.BlockchainId is { } joining ? await RecordAsync(client, call, joining, null, cancellationToken) : null)
        ?? await InvitationEvidence.LookAsync(client, call, cancellationToken);

    private async Task<CheckFinding> RecordOnlyAsync(BcsClient client, TrackedOperation call, string id, CancellationToken cancellationToken) =>
        await RecordAsync(client, call, id, null, cancellationToken) ?? new CheckFinding.Undecided();

    private async Task<CheckFinding?> RecordAsync(BcsClient client, TrackedOperation call, string id, string? type, CancellationToken cancellationToken)
    {
        var (records, trouble) = await RecordsAnswer.ReadAsync(
            client, new OperationRecordFilter { BlockchainId = id, OperationType = type }, cancellationToken);
        return trouble is not null ? new CheckFinding.NoAnswer(trouble)
            : await OfCallAsync(call, records.Where(r => r.BlockchainId == id), cancellationToken) is { } record ? new CheckFinding.Found(record)
            : null;
    }

    // The oldest record that fits, that no other call has started, and that was not there before the call.
    private async Task<RecordState?> OfCallAsync(TrackedOperation call, IEnumerable<RecordState> records, CancellationToken cancellationToken)
    {
        var fitting = records.Where(r => TypeFits(call.Operation, r.Type)).OrderBy(r => r.RecordTime).ToList();
        var ids = fitting.Select(r => r.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tracked = await db.Set<TrackedOperation>().AsNoTracking().Where(o => o.Tenant == call.Tenant && ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, cancellationToken);
        var since = call.SeenTo ?? (call.StartedAt - ClockSkew - DateTimeOffset.UnixEpoch).Ticks * 100;
        return fitting.FirstOrDefault(r => tracked.TryGetValue(r.Id, out var known)
            ? known.AuditId == call.AuditId || (known.AuditId is null && known.SeenAt >= call.StartedAt)
            : r.RecordTime > since);
    }

    // Both times are upstream's own, so its clock does not matter.
    private static bool IsNew(Channel channel, TrackedOperation call) =>
        RecordState.Moment(call.SeenTo) is not { } seen
        || !DateTimeOffset.TryParse(channel.CreateTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
        || created >= seen - TimeSpan.FromSeconds(1);
}
