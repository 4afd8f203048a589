using System.Globalization;

using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>Fills a tenant with finished operations of the past, for trials of size.</summary>
internal static class PastOperations
{
    private const string OperationType = "04";
    private const long Interval = 60 * 1_000_000_000L;

    /// <summary>Adds operations that are over, one a minute, the last an hour ago.</summary>
    public static void Add(SandboxWorld world, TenantState tenant, int count, long now)
    {
        var name = world.NextName("past");
        var steps = new OperationPlans(world.Seed, name).Past();
        var cluster = new ClusterState(ClusterState.Cce, Seeded.Id(world.Seed, $"{name}|cluster"), "past", "VirtualMachine", Created: false);
        var service = Seeded.Id(world.Seed, $"{name}|service");
        var first = now - ((count + 60L) * Interval);
        for (var i = 0; i < count; i++)
        {
            var recordedAt = first + (i * Interval);
            tenant.Add(new OperationState
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"BCSSVC01-{OperationType}-{recordedAt:D19}"),
                Type = OperationType,
                Kind = OperationKind.CreateChannels,
                ServiceId = service,
                ServiceName = "bcs-past",
                Cluster = cluster,
                RecordedAt = recordedAt,
                Steps = steps,
                Settled = true,
            });
        }
    }
}
