namespace Bcs.Sandbox.Engine.State;

/// <summary>An invitation of one tenant to a channel of another: the notification of both sides and, once accepted, the membership.</summary>
internal sealed class InvitationState
{
    public const string Waiting = "waiting";
    public const string Agreed = "agreed";
    public const string Rejected = "reject";

    /// <summary>The invited party has left.</summary>
    public const string Quit = "quit";

    /// <summary>The inviting party has ended it, or its channel or service is gone.</summary>
    public const string Released = "released";

    public required string Id { get; set; }

    /// <summary>Tenant that invites.</summary>
    public required string Invitor { get; set; }

    public required string InvitorService { get; set; }

    public required string InvitorServiceName { get; set; }

    /// <summary>Name by which the inviting party has called itself.</summary>
    public required string InvitorUser { get; set; }

    public required string Channel { get; set; }

    /// <summary>Tenant that is invited.</summary>
    public required string Invitee { get; set; }

    public string Status { get; set; } = Waiting;

    public long UpdatedAt { get; set; }

    public bool TrustedComputing { get; set; }

    /// <summary>Service with which the invited tenant joins or has joined.</summary>
    public string? InviteeService { get; set; }

    public string InviteeServiceName { get; set; } = "";

    /// <summary>Organisations with which it joins or has joined, as they were then.</summary>
    public IReadOnlyList<OrganizationState> Organizations { get; set; } = [];

    /// <summary>True while it is being accepted.</summary>
    public bool IsJoining { get; set; }

    /// <summary>Whether it still counts for limits: neither refused nor over.</summary>
    public bool IsOpen => Status is Waiting or Agreed;
}
