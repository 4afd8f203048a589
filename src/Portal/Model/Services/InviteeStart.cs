namespace Portal.Model.Services;

/// <summary>An invitation that a new service is created for. What it gives is filled in and locked.</summary>
/// <param name="TenantId">IAM domain id of the inviting company.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="ServiceId">Its service.</param>
public sealed record InviteeStart(string TenantId, string ProjectId, string ServiceId)
{
    /// <summary>Name of the inviting company, to show.</summary>
    public string? Inviter { get; init; }

    /// <summary>Channel of the invitation.</summary>
    public string? Channel { get; init; }

    /// <summary>Edition of the inviting service, or null if it is not known.</summary>
    public string? Edition { get; init; }

    /// <summary>Its Fabric version, or null.</summary>
    public string? Fabric { get; init; }

    /// <summary>Its consensus as a request names it, or null.</summary>
    public string? Consensus { get; init; }

    /// <summary>Its security mechanism as a request names it, or null.</summary>
    public string? Sign { get; init; }
}
