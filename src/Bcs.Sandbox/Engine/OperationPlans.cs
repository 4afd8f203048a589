using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>The steps of each kind of operation. Creating a service takes about 120 simulated seconds, deleting 60, most others 30 to 50.</summary>
internal sealed partial class OperationPlans(int seed, string name)
{
    public const string Preparation = "Preparation";
    public const string ClusterStep = "Create Cluster";
    public const string DependentStep = "Create Other Dependent Resource";
    public const string OrdererStep = "Deploy Orderers";
    public const string PeerStep = "Deploy Peers";
    public const string ChannelStep = "Create Channels";
    public const string StopStep = "Stop Nodes";
    public const string RemovalStep = "Delete Service Data";
    public const string ResourceStep = "Delete Dependent Resource";

    public const string CreateNetwork = "Create network";
    public const string CreateSecurityGroup = "Create security group";
    public const string CreateCluster = "Create CCE cluster";
    public const string CheckCluster = "Check cluster";
    public const string CreateEip = "Create EIP";
    public const string CreateStorage = "Create network storage";

    private const double Second = 1_000_000_000;

    private int _parts;

    public static string ChannelPart(string channel) => $"Create channel {channel}";

    public IReadOnlyList<StepPlan> CreateService(ServiceState service, IReadOnlyList<ChannelState> channels)
    {
        List<StepPlan> steps = [new(Preparation, [Part("Check quota and names", 2), Part("Generate basic configurations", 4)])];
        steps.Add(service.Cluster.Created
            ? new StepPlan(ClusterStep, [Part(CreateNetwork, 6, "cce.network"), Part(CreateSecurityGroup, 4, "cce.security_group"), Part(CreateCluster, 30, "cce.cluster")])
            : new StepPlan(ClusterStep, [Part(CheckCluster, 10)]));

        List<SubStepPlan> dependent = [Part(CreateStorage, 18, "sfs")];
        if (service.UseEip)
        {
            dependent.Insert(0, Part(CreateEip, 8, "eip"));
        }

        steps.Add(new StepPlan(DependentStep, dependent));
        if (service.OrdererCount > 0)
        {
            steps.Add(new StepPlan(OrdererStep, [Part("Generate orderer certificates", 4, "bcs"), Part("Start orderers", 20, "bcs")]));
        }

        steps.Add(new StepPlan(PeerStep, Shared(service.Organizations, 34, o => $"Start peers of {o.Name}", "bcs")));
        if (channels.Count > 0)
        {
            steps.Add(new StepPlan(ChannelStep, Shared(channels, 16, c => ChannelPart(c.Name), "bcs")));
        }

        return steps;
    }

    public IReadOnlyList<StepPlan> CreateChannels(IReadOnlyList<ChannelState> channels) =>
    [
        new(Preparation, [Part("Check service", 4), Part("Generate channel configurations", 6)]),
        new(ChannelStep, Shared(channels, 30, c => ChannelPart(c.Name))),
    ];

    public IReadOnlyList<StepPlan> DeleteService(bool storage, bool obs, bool resource, bool edge)
    {
        List<SubStepPlan> removed = [Part("Release addresses and ports", 10)];
        Include(storage, "Delete network storage", 6);
        Include(obs, "Delete OBS bucket", 4);
        Include(resource, "Delete CCE cluster", 10);
        Include(edge, "Delete IEF edge nodes", 6);
        return
        [
            new(StopStep, [Part("Stop peers", 16), Part("Stop orderers", 10)]),
            new(RemovalStep, [Part("Delete channels", 8), Part("Delete service information", 10)]),
            new(ResourceStep, removed),
        ];

        void Include(bool asked, string part, double seconds)
        {
            if (asked)
            {
                removed.Add(Part(part, seconds));
            }
        }
    }

    /// <summary>The shortest plan, for records of the past that are only counted.</summary>
    public IReadOnlyList<StepPlan> Past() => [new(ChannelStep, [Part("Create channel", 40)])];

    private List<SubStepPlan> Shared<T>(IReadOnlyList<T> items, double seconds, Func<T, string> name, string? resource = null) =>
        [.. items.Select(item => Part(name(item), seconds / items.Count, resource))];

    private SubStepPlan Part(string part, double seconds, string? resource = null)
    {
        var factor = 0.9 + (0.2 * Seeded.Fraction(seed, $"{name}|{_parts++}"));
        return new SubStepPlan(part, (long)(seconds * factor * Second), resource);
    }
}
