using System.Collections.Concurrent;

using Bcs.Api.Catalogue;

using Portal.Bff.Gateway;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts.Operations;

namespace Portal.Bff.Features.Consortia;

/// <summary>Notes whose consortia may have changed, by what was asked of upstream and by operations that ended, and has the job look at them.</summary>
internal sealed class ConsortiaDue(WorkSignal signal) : IOperationObserver, IAnswerObserver
{
    private static readonly string[] Concerned =
    [
        BcsOperations.CreateService.Id, BcsOperations.ExitConsortium.Id, BcsOperations.RemoveOrganizationsFromChannel.Id, BcsOperations.DeleteService.Id, BcsOperations.DeleteChannel.Id,
        BcsOperations.ProcessInvitation.Id,
    ];

    private static readonly string[] BetweenTenants =
        [BcsOperations.InviteTenants.Id, BcsOperations.ProcessInvitation.Id, BcsOperations.DeleteInvitation.Id, BcsOperations.ExitConsortium.Id];

    private readonly ConcurrentDictionary<string, byte> _tenants = new();
    private int _all;

    /// <summary>Those that were noted since the last call.</summary>
    /// <param name="known">All tenants.</param>
    public IReadOnlyList<string> Take(IReadOnlyList<string> known)
    {
        if (Interlocked.Exchange(ref _all, 0) == 1)
        {
            _tenants.Clear();
            return known;
        }

        return [.. _tenants.Keys.Where(t => _tenants.TryRemove(t, out _))];
    }

    public bool Observes(BcsOperation operation) => BetweenTenants.Contains(operation.Id);

    public Task AnsweredAsync(ObservedCall call)
    {
        // The other side is likely to be here as well; which it is, only upstream knows.
        Interlocked.Exchange(ref _all, 1);
        signal.Raise(SyncConsortia.Work);
        return Task.CompletedTask;
    }

    public Task UnclearAsync(ObservedCall call, DateTimeOffset sentAt) => AnsweredAsync(call);

    public void Changed(OperationDto operation, string? requesterId)
    {
        // What was started elsewhere has no name here, and joining is among it.
        if (!OperationStatuses.IsOpen(operation.Status)
            && (operation.Operation is null || Concerned.Contains(operation.Operation)))
        {
            _tenants[operation.Tenant] = 0;
            signal.Raise(SyncConsortia.Work);
        }
    }
}
