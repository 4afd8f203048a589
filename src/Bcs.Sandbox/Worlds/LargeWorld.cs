using System.Globalization;

using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Worlds;

/// <summary>Many tenants with many services and a long past; each tenant has founded a consortium with its neighbours.</summary>
internal sealed class LargeWorld(WorldBuilder past, LargeSize size)
{
    private const int Neighbours = 3;
    private const int Oldest = 360;
    private const string SharedChannel = "shared";
    private const string SharedOrganization = "members";

    private static readonly OperationKind[] Kinds =
        [OperationKind.AddChannelPeers, OperationKind.ScaleOut, OperationKind.CreateChannels, OperationKind.RemoveChannelPeers, OperationKind.ScaleIn];

    /// <summary>Makes the tenants, then their services, consortia and operations.</summary>
    public void Fill()
    {
        for (var i = 1; i <= size.Tenants; i++)
        {
            past.World.Tenants.Add(DemoTenants.Create(string.Create(CultureInfo.InvariantCulture, $"company-{i:D3}"), string.Create(CultureInfo.InvariantCulture, $"Company {i:D3}")));
        }

        var tenants = past.World.Tenants;
        var services = new List<(TenantState Tenant, ServiceState Service)>();
        for (var i = 0; i < size.Services; i++)
        {
            var tenant = tenants[i % tenants.Count];
            services.Add((tenant, past.Create(tenant, Oldest - ((double)i / size.Services), Request(i, founder: i < tenants.Count))));
        }

        tenants.ForEach(t => t.ServiceQuota = Math.Max(t.ServiceQuota, 2 * t.Services.Count));
        Found(tenants);
        AddOperations(services);
    }

    private CreateServiceRequest Request(int number, bool founder)
    {
        var request = past.Request(string.Create(CultureInfo.InvariantCulture, $"bcs-{number:D5}"), number % 4 == 3 ? "private" : "union");
        return founder
            ? request with
            {
                BlockchainType = "union",
                PeerOrgs = [new OrgPeer { Name = SharedOrganization, NodeCount = 2 }],
                Channels = [new NewServiceChannel { Name = string.Create(CultureInfo.InvariantCulture, $"{SharedChannel}{number:D3}"), OrgNames = [SharedOrganization] }],
            }
            : request;
    }

    private void Found(List<TenantState> tenants)
    {
        for (var i = 0; i < tenants.Count; i++)
        {
            var founded = tenants[i].Services.FirstOrDefault(s => s.Channels is [{ Name: var name }] && name.StartsWith(SharedChannel, StringComparison.Ordinal));
            for (var k = 1; founded is not null && k <= Math.Min(Neighbours, tenants.Count - 1); k++)
            {
                var neighbour = tenants[(i + k) % tenants.Count];
                if (neighbour.Services is [var joining, ..])
                {
                    past.Accept(past.Invite(tenants[i], founded, founded.Channels[0].Name, neighbour, Oldest - 2), joining, SharedOrganization, Oldest - 3 - (0.01 * k));
                }
            }
        }
    }

    /// <summary>Operations that are over and whose effects have been undone since, spread evenly over time and services.</summary>
    private void AddOperations(List<(TenantState Tenant, ServiceState Service)> services)
    {
        var plans = Kinds.ToDictionary(k => k, k => new OperationPlans(past.World.Seed, k.ToString()).Past());
        var first = past.Ago(Oldest - 5, "first");
        var interval = (past.Ago(0.1, "last") - first) / Math.Max(1, size.Operations);
        for (var i = 0; i < size.Operations; i++)
        {
            var (tenant, service) = services[i % services.Count];
            var kind = Kinds[i % Kinds.Length];
            var at = first + (i * interval);
            tenant.Add(new OperationState
            {
                Id = WorldBuilder.OperationId(kind, at),
                Type = OperationTypes.Of(kind),
                Kind = kind,
                ServiceId = service.Id,
                ServiceName = service.Name,
                Cluster = service.Cluster,
                RecordedAt = at,
                Steps = plans[kind],
                Settled = true,
            });
        }
    }
}
