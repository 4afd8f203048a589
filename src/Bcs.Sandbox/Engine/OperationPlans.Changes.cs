using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>The steps of changes to a service that is up.</summary>
internal sealed partial class OperationPlans
{
    public const string UpgradeStep = "Upgrade Nodes";
    public const string OrganizationStep = "Delete Organizations";
    public const string JoinChannelStep = "Add Peers to Channel";
    public const string LeaveChannelStep = "Remove Peers from Channel";
    public const string OrganizationQuitStep = "Remove Organizations from Channel";
    public const string ChannelRemovalStep = "Delete Channel";
    public const string JoinConsortiumStep = "Join Consortium";
    public const string QuitConsortiumStep = "Quit Consortium";

    private const string CheckService = "Check service";
    private const string UpdateChannel = "Update channel configuration";

    public IReadOnlyList<StepPlan> UpgradeService() =>
    [
        new(Preparation, [Part(CheckService, 4), Part("Back up configurations", 6)]),
        new(UpgradeStep, [Part("Upgrade orderers", 16), Part("Upgrade peers", 20), Part("Upgrade agent", 6)]),
    ];

    public IReadOnlyList<StepPlan> AddOrganizations(IReadOnlyList<OrganizationState> organizations) =>
    [
        new(Preparation, [Part(CheckService, 4), Part("Generate organization certificates", 6)]),
        new(DependentStep, [Part(CreateStorage, 10)]),
        new(PeerStep, Shared(organizations, 26, StartPeers)),
    ];

    public IReadOnlyList<StepPlan> RemoveOrganizations(IReadOnlyList<OrganizationState> organizations) =>
    [
        new(StopStep, Shared(organizations, 16, o => $"Stop peers of {o.Name}")),
        new(OrganizationStep, Shared(organizations, 14, o => $"Delete organization {o.Name}")),
    ];

    public IReadOnlyList<StepPlan> ScaleOut(IReadOnlyList<OrganizationState> organizations) =>
    [
        new(Preparation, [Part(CheckService, 4), Part("Generate peer certificates", 6)]),
        new(PeerStep, Shared(organizations, 28, StartPeers)),
    ];

    public IReadOnlyList<StepPlan> ScaleIn(IReadOnlyList<OrganizationState> organizations) =>
    [
        new(Preparation, [Part(CheckService, 4)]),
        new(StopStep, Shared(organizations, 20, o => $"Stop peers of {o.Name}")),
        new(ResourceStep, [Part("Release addresses and ports", 8)]),
    ];

    public IReadOnlyList<StepPlan> AddChannelPeers(string channel, IReadOnlyCollection<string> organizations) =>
    [
        new(Preparation, [Part(CheckService, 4), Part("Generate channel configurations", 6)]),
        new(JoinChannelStep, Shared([.. organizations], 24, o => $"Add peers of {o} to {channel}")),
    ];

    public IReadOnlyList<StepPlan> RemoveChannelPeers(string channel, string organization) =>
    [
        new(Preparation, [Part(CheckService, 4)]),
        new(LeaveChannelStep, [Part($"Remove peers of {organization} from {channel}", 20)]),
    ];

    public IReadOnlyList<StepPlan> RemoveChannelOrganizations(string channel, IReadOnlyList<string> organizations) =>
    [
        new(Preparation, [Part(CheckService, 4)]),
        new(OrganizationQuitStep, [Part(UpdateChannel, 10), .. Shared(organizations, 16, o => $"Remove {o} from {channel}")]),
    ];

    public IReadOnlyList<StepPlan> DeleteChannel(string channel) =>
    [
        new(Preparation, [Part(CheckService, 4)]),
        new(ChannelRemovalStep, [Part(UpdateChannel, 8), Part($"Delete channel {channel}", 14)]),
    ];

    public IReadOnlyList<StepPlan> JoinConsortium(string channel, IReadOnlyList<OrganizationState> organizations) =>
    [
        new(Preparation, [Part("Check invitation", 4), Part("Exchange organization certificates", 8)]),
        new(JoinConsortiumStep, [Part(UpdateChannel, 12), .. Shared(organizations, 20, o => $"Add peers of {o.Name} to {channel}")]),
    ];

    public IReadOnlyList<StepPlan> QuitConsortium(string channel, IReadOnlyList<OrganizationState> organizations) =>
    [
        new(Preparation, [Part(CheckService, 4)]),
        new(QuitConsortiumStep, [.. Shared(organizations, 14, o => $"Remove {o.Name} from {channel}"), Part(UpdateChannel, 12)]),
    ];

    private static string StartPeers(OrganizationState organization) => $"Start peers of {organization.Name}";
}
