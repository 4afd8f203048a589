using Bcs.Sandbox.Certificates;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Monitoring;

/// <summary>One pod.</summary>
/// <param name="Name">Name of the pod.</param>
/// <param name="Cores">Cores that it may use.</param>
/// <param name="MemoryMegabytes">Memory that it may use.</param>
/// <param name="DiskMegabytes">Size of its file system.</param>
internal sealed record MonitoredInstance(string Name, double Cores, double MemoryMegabytes, double DiskMegabytes);

/// <summary>What monitoring shows as one thing: the agent, the orderers, a peer organisation, an add-on.</summary>
/// <param name="Type"><see cref="Organization"/> or <see cref="AddOn"/>.</param>
/// <param name="Name">Name as the service detail shows it.</param>
/// <param name="Instances">Its pods.</param>
internal sealed record MonitoredEntity(string Type, string Name, IReadOnlyList<MonitoredInstance> Instances)
{
    public const string Organization = "org";
    public const string AddOn = "plugin";

    private const int PodLength = 10;
    private const int SuffixLength = 5;

    /// <summary>Every entity of a service.</summary>
    public static IReadOnlyList<MonitoredEntity> Of(SandboxWorld world, ServiceState service)
    {
        var entities = new List<MonitoredEntity> { Single(Organization, "baas-agent") };
        if (service.OrdererCount > 0)
        {
            var orderer = CertifiedOrganization.Orderer(service);
            entities.Add(new MonitoredEntity(
                Organization, orderer.Name,
                [.. Enumerable.Range(0, service.OrdererCount).Select(i => new MonitoredInstance($"orderer-{orderer.Hash}-{i}", 2, 4096, 102_400))]));
        }

        entities.AddRange(service.Organizations.Select(o => new MonitoredEntity(
            Organization, o.Name, [.. Enumerable.Range(0, o.PeerCount).Select(i => new MonitoredInstance(o.Peer(i), 4, 8192, 102_400))])));
        if (service.Restful)
        {
            entities.Add(Single(AddOn, "baas-restapi"));
        }

        if (service.TrustedComputing)
        {
            entities.Add(Single(AddOn, "tc3-taskserver"));
        }

        return entities;

        MonitoredEntity Single(string type, string name)
        {
            var hash = Seeded.Hex(world.Seed, $"{service.Id}|{name}", PodLength + SuffixLength);
            return new MonitoredEntity(type, name, [new MonitoredInstance($"{name}-{hash[..PodLength]}-{hash[PodLength..]}", 1, 1024, 10_240)]);
        }
    }
}
