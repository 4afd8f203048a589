using System.Globalization;

using Portal.Bff.Iam;
using Portal.Bff.Jobs;

namespace Portal.Bff.Operations;

/// <summary>
/// Follows the operations of all tenants. The scheduler looks each second; which tenants are due is rows. One poll a tenant,
/// whatever the number of operations or viewers.
/// </summary>
internal sealed class PollOperations(TenantRounds rounds, ITenantClients clients, TenantPoll poll) : ISignalledJob
{
    public string Kind => OperationStore.Work;

    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        var tenants = await clients.TenantsAsync(cancellationToken);
        var visited = await rounds.RunAsync(Kind, tenants, poll.VisitAsync, cancellationToken);
        return visited == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{visited} of {tenants.Count} tenants");
    }
}
