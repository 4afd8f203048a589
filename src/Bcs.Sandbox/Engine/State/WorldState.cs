namespace Bcs.Sandbox.Engine.State;

/// <summary>All that the emulator knows, in the form that a state file holds. Holds hashes of tokens and passwords, never these themselves.</summary>
internal sealed class WorldState
{
    public const int CurrentVersion = 2;

    public int Version { get; set; } = CurrentVersion;

    public int Seed { get; set; }

    public string Scenario { get; set; } = Scenarios.Empty;

    /// <summary>Names what is generated; grows with each service and operation.</summary>
    public long Counter { get; set; }

    /// <summary>Nanoseconds in the newest operation id, which must be unique.</summary>
    public long LastOperationTime { get; set; }

    public ClockAnchor? Clock { get; set; }

    public List<TenantState> Tenants { get; set; } = [];

    /// <summary>Invitations of tenants to channels of others, oldest first.</summary>
    public List<InvitationState> Invitations { get; set; } = [];

    public List<TokenState> Tokens { get; set; } = [];

    public TenantState? FindTenant(string id) => Tenants.Find(t => t.Id == id);

    public ServiceState? FindService(string tenant, string? id) => FindTenant(tenant)?.FindService(id);

    public InvitationState? FindInvitation(string id) => Invitations.Find(i => i.Id == id);

    /// <summary>Invitations to one channel of a service.</summary>
    public IEnumerable<InvitationState> InvitationsOf(ServiceState invitor, string channel) =>
        Invitations.Where(i => i.InvitorService == invitor.Id && i.Channel == channel);
}
