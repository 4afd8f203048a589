namespace Portal.Bff.Tests.Operations.Outcomes;

/// <summary>One cell of the table: a company of its own, with what its change needs, and for invitations a partner.</summary>
/// <param name="Row">The operation.</param>
/// <param name="Column">What happens.</param>
/// <param name="Tenant">The company.</param>
/// <param name="Partner">Company that invites it, or null.</param>
internal sealed record OutcomeCell(OutcomeRow Row, Happening Column, string Tenant, string? Partner)
{
    /// <summary>Name of its service.</summary>
    public string Name => "own-" + Tenant[^3..];

    /// <summary>Its service.</summary>
    public string Service { get; set; } = "";

    /// <summary>A second one.</summary>
    public string? Second { get; set; }

    public string Project { get; set; } = "";

    public string DomainId { get; set; } = "";

    /// <summary>The partner's service.</summary>
    public string Inviting { get; set; } = "";

    public string InvitingName => "inviting-" + Tenant[^3..];

    public string InvitorProject { get; set; } = "";

    public string InvitorId { get; set; } = "";

    public string InvitorDomain { get; set; } = "";

    /// <summary>The intent that is found out about.</summary>
    public Portal.Bff.Audit.AuditIntent Intent { get; set; } = null!;
}
