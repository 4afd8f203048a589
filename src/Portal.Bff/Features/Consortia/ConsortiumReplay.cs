using Portal.Bff.Live;
using Portal.Contracts;

namespace Portal.Bff.Features.Consortia;

/// <summary>Tells a new connection the state that is stored; a page that knows it drops it by its version.</summary>
internal sealed class ConsortiumReplay(ConsortiumSync sync) : IConnectionReplay
{
    public async Task ReplayAsync(string tenant, IReadOnlySet<string> groups, IPortalEvents caller, CancellationToken cancellationToken)
    {
        if (groups.Contains(EventGroups.Consortium(tenant)) && await sync.FindAsync(tenant, cancellationToken) is { } state)
        {
            await caller.ConsortiumChanged(state);
        }
    }
}
