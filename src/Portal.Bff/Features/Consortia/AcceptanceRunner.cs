using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Catalogue;
using Bcs.Api.Client;
using Bcs.Api.Consortium;
using Bcs.Api.Services;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Consortia;

namespace Portal.Bff.Features.Consortia;

/// <summary>Takes an acceptance one step further, by what upstream shows now. Doing it twice does no harm: whether it was taken is read from upstream.</summary>
internal sealed class AcceptanceRunner(IAccessEngine access, IAuditLog audit, IOperationTracker operations, TimeProvider time)
{
    private const string BeingAccepted = "BCS.4001044";
    private const string Normal = "Normal";
    private const int MostPending = 500;

    // The service, or another one of the consortium, is being changed: that passes.
    private static readonly string[] BusyCodes = ["BCS.4001020", "BCS.4001196", "BCS.4001999"];
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>One step. The caller stores the acceptance whenever <paramref name="saveAsync"/> asks for it, and afterwards.</summary>
    /// <param name="acceptance">An acceptance that is not over.</param>
    /// <param name="invitations">The invitations as upstream tells them now.</param>
    /// <param name="looked">When it was asked for them.</param>
    /// <param name="client">Upstream, with the tenant's credential.</param>
    /// <param name="projectId">The tenant's project.</param>
    /// <param name="saveAsync">Makes durable that it is about to be sent.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    public async Task StepAsync(
        Acceptance acceptance, IReadOnlyList<ConsortiumNotification> invitations, DateTimeOffset looked, BcsClient client, string projectId,
        Func<Task> saveAsync, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (invitations.FirstOrDefault(acceptance.Answers) is not { } invitation)
        {
            acceptance.End(AcceptanceStatuses.Failed, now, ProblemCodes.InvitationGone);
            return;
        }

        switch (invitation)
        {
            case { Status: InvitationStatuses.Agreed } when IsBy(acceptance, invitation):
                acceptance.End(AcceptanceStatuses.Joined, now);
                return;
            case { Status: InvitationStatuses.Waiting, InviteeInfo.InviteeBcsId.Length: > 0 } when !IsBy(acceptance, invitation):
                // Somebody joins with another service meanwhile; should that fail, this one still waits.
                return;
            case { Status: not InvitationStatuses.Waiting }:
                acceptance.End(AcceptanceStatuses.Failed, now, ProblemCodes.InvitationOver);
                return;
            case { InviteeInfo.InviteeBcsId.Length: > 0 }:
                acceptance.NoteTaken();
                return;
        }

        if (acceptance is { Status: AcceptanceStatuses.Accepting, Taken: true })
        {
            // It was taken and waits again: upstream could not join the service.
            acceptance.End(AcceptanceStatuses.Failed, now, ProblemCodes.JoinFailed);
            return;
        }

        // What was sent shows after a moment, and who was busy is not asked at once.
        if (now - acceptance.SentAt < Pause || await IsBeingFoundOutAsync(acceptance, now, cancellationToken))
        {
            return;
        }

        if (await ReadyAsync(acceptance, client, now, cancellationToken) is { } service)
        {
            AuditCall WithSeen(AuditCall call) =>
                BeforeChange.AddTo(call, ChangeProofs.Find(call.Operation)!, CloudView.Of(invitations), looked, client.AnsweredAt);
            await SendAsync(acceptance, invitation, service, WithSeen, client, projectId, saveAsync, cancellationToken);
        }
    }

    // A crash left a call without its outcome, and it is being found out: one that is sent meanwhile would be taken for it.
    private async Task<bool> IsBeingFoundOutAsync(Acceptance acceptance, DateTimeOffset now, CancellationToken cancellationToken) =>
        acceptance.ServiceId is { } service
        && (await audit.PendingAsync(now, MostPending, cancellationToken)).Any(p => p.Intent.Tenant == acceptance.Tenant
            && p.Call.Operation == BcsOperations.ProcessInvitation.Id && p.Call.BlockchainId == service && p.Call.Channel == acceptance.ChannelName);

    // Two people may answer one invitation: the other one's service is not this acceptance's success.
    private static bool IsBy(Acceptance acceptance, ConsortiumNotification invitation) =>
        acceptance.ServiceId is { } own && (invitation.InviteeInfo?.InviteeBcsId is not { Length: > 0 } joined || joined == own);

    private static async Task<ServiceBasicInfo?> ReadyAsync(Acceptance acceptance, BcsClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await client.ListServicesAsync(cancellationToken) is not BcsResult<ServiceList>.Ok list)
        {
            return null;
        }

        var late = IsLate(acceptance, now);
        if ((list.Value.Blockchains ?? []).FirstOrDefault(s => s.Name == acceptance.ServiceName)?.Id is not { Length: > 0 } id)
        {
            if (late)
            {
                acceptance.End(AcceptanceStatuses.Failed, now, ProblemCodes.ServiceMissing);
            }

            return null;
        }

        if (await client.GetServiceAsync(id, cancellationToken) is not BcsResult<ServiceDetail>.Ok { Value.BasicInfo: { } basic })
        {
            return null;
        }

        if (!string.IsNullOrEmpty(basic.ProcessStatus))
        {
            if (late)
            {
                acceptance.End(AcceptanceStatuses.Failed, now, ProblemCodes.ServiceNotNormal, basic.ProcessStatus);
            }

            return null;
        }

        if (string.Equals(basic.Status, Normal, StringComparison.OrdinalIgnoreCase))
        {
            return basic with { Id = id };
        }

        // Nothing is being done to it and it does not run: it will not by itself.
        acceptance.End(AcceptanceStatuses.Failed, now, ProblemCodes.ServiceNotNormal, basic.Status);
        return null;
    }

    private async Task SendAsync(
        Acceptance acceptance, ConsortiumNotification invitation, ServiceBasicInfo service, Func<AuditCall, AuditCall> withSeen, BcsClient client,
        string projectId, Func<Task> saveAsync, CancellationToken cancellationToken)
    {
        var operation = BcsOperations.ProcessInvitation;
        if (!Roles.Expand(await access.RolesAsync(acceptance.Holder, acceptance.Tenant, cancellationToken)).Contains(operation.Action))
        {
            await audit.RecordAsync(Call(acceptance, operation, projectId, null), new AuditResult(AuditOutcomes.Denied), cancellationToken);
            acceptance.End(AcceptanceStatuses.Failed, time.GetUtcNow(), ProblemCodes.ActionDenied, operation.Action);
            return;
        }

        var request = new ProcessInvitationRequest
        {
            ChannelName = acceptance.ChannelName,
            Status = InvitationStatuses.Agreed,
            InvitorInfo = new()
            {
                InvitorBcsId = invitation.InvitorInfo!.InvitorBcsId, InvitorBcsName = invitation.InvitorInfo.InvitorBcsName,
                InvitorProjectId = invitation.InvitorInfo.InvitorProjectId, InvitorUserId = invitation.InvitorInfo.InvitorId,
            },
            InviteeInfo = new()
            {
                InviteeBcsId = service.Id, InviteeBcsName = acceptance.ServiceName, InviteeProjectId = projectId, InviteeUserId = invitation.InviteeInfo?.InviteeId,
            },
            InvitedOrgs = [.. acceptance.Organizations.Select(o => new InvitedOrganization { Name = o })],
        };
        acceptance.Send(service.Id!, time.GetUtcNow());
        await saveAsync();
        var call = withSeen(Call(acceptance, operation, projectId, request));
        var sent = time.GetUtcNow();
        var intent = await audit.IntentAsync(call, cancellationToken);
        var started = time.GetTimestamp();
        var result = await client.ProcessInvitationAsync(request, cancellationToken);
        var unclear = new UnclearCall(acceptance.Tenant, intent, operation.Id, service.Id, call.Request, acceptance.UserName, sent) { RequesterId = acceptance.UserId };
        if (result is BcsResult<ProcessInvitationResponse>.Unclear notUnderstood)
        {
            // The intent stays open: what became of it is found out, and until then nothing is sent again.
            await operations.CheckAsync(
                unclear with { Answer = notUnderstood.Status is >= 200 and < 300 ? TrackedOperation.Unintelligible : null }, CancellationToken.None);
        }
        else
        {
            await audit.OutcomeAsync(intent, Outcome(result) with { DurationMs = (long)time.GetElapsedTime(started).TotalMilliseconds }, CancellationToken.None);
        }

        switch (result)
        {
            case BcsResult<ProcessInvitationResponse>.Ok:
                acceptance.NoteTaken();

                // The answer names no operation; the one that joins is looked for, as the person's own.
                await operations.CheckAsync(unclear with { Answer = TrackedOperation.Understood }, CancellationToken.None);
                break;
            case BcsResult<ProcessInvitationResponse>.Refused { Error.Code: BeingAccepted }:
                acceptance.NoteTaken();
                break;
            case BcsResult<ProcessInvitationResponse>.Refused { Error: var error } when BusyCodes.Contains(error.Code) && !IsLate(acceptance, sent):
                acceptance.NoteBusy();
                break;
            case BcsResult<ProcessInvitationResponse>.Refused { Error: var error }:
                acceptance.End(AcceptanceStatuses.Failed, time.GetUtcNow(), error.Code, error.Message);
                break;
            case BcsResult<ProcessInvitationResponse>.NotSent when !IsLate(acceptance, sent):
                acceptance.NoteBusy();
                break;
            case BcsResult<ProcessInvitationResponse>.NotSent:
                acceptance.End(AcceptanceStatuses.Failed, time.GetUtcNow(), ProblemCodes.NotSent);
                break;
            case BcsResult<ProcessInvitationResponse>.Unclear when IsLate(acceptance, sent):
                acceptance.End(AcceptanceStatuses.Failed, time.GetUtcNow(), ProblemCodes.OutcomeUnknown);
                break;
        }
    }

    private static bool IsLate(Acceptance acceptance, DateTimeOffset now) => now - acceptance.CreatedAt > Longest;

    private static AuditCall Call(Acceptance acceptance, BcsOperation operation, string projectId, ProcessInvitationRequest? request) => new()
    {
        Tenant = acceptance.Tenant,
        Actor = new AuditActor(acceptance.UserId, acceptance.UserName, "job"),
        Operation = operation.Id,
        Action = operation.Action,
        Method = operation.Method,
        Path = operation.Template.Replace("{project_id}", projectId, StringComparison.Ordinal),
        BlockchainId = acceptance.ServiceId,
        Channel = acceptance.ChannelName,
        Request = request is null ? null : JsonSerializer.Serialize(request, BcsJson.Options),
        Credential = "tenant",
    };

    private static AuditResult Outcome(BcsResult<ProcessInvitationResponse> result) => result switch
    {
        BcsResult<ProcessInvitationResponse>.Ok => new(AuditOutcomes.Succeeded) { Status = 200 },
        BcsResult<ProcessInvitationResponse>.Refused refused => new(AuditOutcomes.Failed) { Status = refused.Error.Status, UpstreamCode = refused.Error.Code },
        BcsResult<ProcessInvitationResponse>.NotSent => new(AuditOutcomes.Failed) { UpstreamCode = ProblemCodes.NotSent },
        _ => new(AuditOutcomes.Unknown),
    };
}
