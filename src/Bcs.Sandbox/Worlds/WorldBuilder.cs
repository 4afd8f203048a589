using System.Globalization;

using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Services;

namespace Bcs.Sandbox.Worlds;

/// <summary>
/// Fills a world with a past. What has happened goes through the same plans and effects as what will, so it has to be told in the order in
/// which it happened.
/// </summary>
/// <param name="world">The world to fill.</param>
/// <param name="now">Simulated nanoseconds since 1970.</param>
internal sealed class WorldBuilder(WorldState world, long now)
{
    private const long Day = 86_400 * 1_000_000_000L;

    public WorldState World => world;

    /// <summary>The time so many days ago, moved by up to a few hours so that nothing happens at the stroke of a clock.</summary>
    public long Ago(double days, string name) => now - (long)(days * Day) + (long)(Seeded.Fraction(world.Seed, $"ago|{name}") * Math.Min(days, 1) * Day / 8);

    /// <summary>A request that leaves nothing to chance.</summary>
    public CreateServiceRequest Request(string name, string type = "union") => new()
    {
        Name = name,
        VersionType = 4,
        FabricVersion = "2.2",
        BlockchainType = type,
        Consensus = "etcdraft",
        OrdererNodeNumber = 3,
        CreateNewCluster = false,
        CceClusterInfo = new CceClusterInfo { ClusterId = Seeded.Id(world.Seed, $"cluster|{name}"), ClusterName = $"cce-{name}", ClusterPlatformType = "VirtualMachine" },
    };

    /// <summary>Creates a service in the past.</summary>
    /// <param name="tenant">Its owner.</param>
    /// <param name="daysAgo">When.</param>
    /// <param name="request">What it is like.</param>
    /// <param name="failure">Where the creation failed, if it did.</param>
    public ServiceState Create(TenantState tenant, double daysAgo, CreateServiceRequest request, StepFailure? failure = null)
    {
        var name = NextName("service");
        var service = CreateService.Build(request, world.Seed, name, Ago(daysAgo, name));
        var channels = CreateService.Channels(request, service);
        tenant.Services.Add(service);
        service.CreationOperation = Do(tenant, service, service.CreatedAt, OperationKind.CreateService, p => p.CreateService(service, channels), o => o.NewChannels = channels, failure).Id;
        return service;
    }

    /// <summary>Changes a service in the past.</summary>
    public void Change(
        TenantState tenant, ServiceState service, double daysAgo, OperationKind kind, Func<OperationPlans, IReadOnlyList<StepPlan>> plan,
        Action<OperationState>? detail = null, StepFailure? failure = null) =>
        Do(tenant, service, Ago(daysAgo, NextName("at")), kind, plan, detail, failure);

    /// <summary>Invites a tenant to a channel in the past.</summary>
    public InvitationState Invite(TenantState invitor, ServiceState service, string channel, TenantState invitee, double daysAgo)
    {
        var id = NextName("invitation");
        var invitation = new InvitationState
        {
            Id = id,
            Invitor = invitor.Id,
            InvitorService = service.Id,
            InvitorServiceName = service.Name,
            InvitorUser = invitor.Domain,
            Channel = channel,
            Invitee = invitee.Id,
            UpdatedAt = Ago(daysAgo, id),
            TrustedComputing = service.TrustedComputing,
        };
        world.Invitations.Add(invitation);
        return invitation;
    }

    /// <summary>Accepts an invitation in the past.</summary>
    public void Accept(InvitationState invitation, ServiceState service, string organization, double daysAgo, StepFailure? failure = null)
    {
        List<OrganizationState> organizations = [service.FindOrganization(organization)!];
        invitation.IsJoining = true;
        invitation.InviteeService = service.Id;
        invitation.InviteeServiceName = service.Name;
        invitation.Organizations = organizations;
        Change(world.FindTenant(invitation.Invitee)!, service, daysAgo, OperationKind.JoinConsortium, p => p.JoinConsortium(invitation.Channel, organizations), o =>
        {
            o.Channel = invitation.Channel;
            o.Organizations = organizations;
            o.Invitation = invitation.Id;
        }, failure);
    }

    /// <summary>Rejects an invitation in the past.</summary>
    public void Reject(InvitationState invitation, double daysAgo)
    {
        invitation.Status = InvitationState.Rejected;
        invitation.UpdatedAt = Ago(daysAgo, $"{invitation.Id}|reject");
    }

    /// <summary>A name for the next generated thing.</summary>
    public string NextName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}|{++world.Counter}");

    /// <summary>An operation id for a time.</summary>
    public static string OperationId(OperationKind kind, long at) => string.Create(CultureInfo.InvariantCulture, $"BCSSVC01-{OperationTypes.Of(kind)}-{at:D19}");

    private OperationState Do(
        TenantState tenant, ServiceState service, long at, OperationKind kind, Func<OperationPlans, IReadOnlyList<StepPlan>> plan,
        Action<OperationState>? detail, StepFailure? failure)
    {
        var operation = new OperationState
        {
            Id = OperationId(kind, at),
            Type = OperationTypes.Of(kind),
            Kind = kind,
            ServiceId = service.Id,
            ServiceName = service.Name,
            Cluster = service.Cluster,
            RecordedAt = at,
            Steps = plan(new OperationPlans(world.Seed, NextName(kind.ToString()))),
            FailsAt = failure?.Step,
            ErrorCode = failure?.Code,
            ErrorMessage = failure?.Message,
            Settled = true,
        };
        detail?.Invoke(operation);
        tenant.Add(operation);
        OperationEffects.Apply(world, tenant, operation);
        return operation;
    }
}
