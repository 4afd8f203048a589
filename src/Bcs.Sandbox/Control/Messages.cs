using Bcs.Sandbox.Iam;

namespace Bcs.Sandbox.Control;

/// <summary>A demo tenant and how to sign in to it.</summary>
internal sealed record DemoTenant(string Tenant, string Domain, string ProjectName, string ProjectId, IReadOnlyList<DemoUser> Users)
{
    /// <summary>Name of the company.</summary>
    public required string Name { get; init; }

    /// <summary>People of the company who have no account in IAM and sign in at the OpenID provider.</summary>
    public IReadOnlyList<DemoPerson> SingleSignOn { get; init; } = [];
}

/// <summary>Somebody whom only the OpenID provider knows.</summary>
/// <param name="Login">What to sign in with.</param>
/// <param name="Password">Password.</param>
/// <param name="Group">Group of the person.</param>
/// <param name="Role">Role that the group is meant for.</param>
internal sealed record DemoPerson(string Login, string Password, string Group, string Role);

/// <summary>A user of a demo tenant.</summary>
/// <param name="Name">Name.</param>
/// <param name="Password">Password; empty if it is not known.</param>
/// <param name="Role">Role.</param>
/// <param name="Ak">Access key id.</param>
/// <param name="Sk">Secret key.</param>
/// <param name="Passcode">Passcode of its virtual MFA; null while that is off.</param>
internal sealed record DemoUser(string Name, string Password, string Role, string Ak, string Sk, string? Passcode);

/// <summary>Body of <c>PUT /sandbox/clock</c>.</summary>
/// <param name="Speed">Simulated seconds per real second.</param>
/// <param name="AdvanceSeconds">Simulated seconds to jump ahead.</param>
internal sealed record ClockSetting(double? Speed, double? AdvanceSeconds);

/// <summary>The simulated clock.</summary>
internal sealed record ClockShown(DateTimeOffset Now, double Speed);

/// <summary>Body of <c>PUT /sandbox/users/{domain}/{user}</c>; what is null stays.</summary>
/// <param name="Locked">Whether the account is locked.</param>
/// <param name="Disabled">Whether the account is disabled.</param>
/// <param name="Password">New password.</param>
/// <param name="Role">New role, which also takes away policies of its own.</param>
/// <param name="Policies">Policies of its own, in the form of IAM.</param>
/// <param name="Mfa">Whether signing in takes the passcode of a virtual MFA too.</param>
internal sealed record UserSetting(bool? Locked, bool? Disabled, string? Password, string? Role, List<PolicyDocument>? Policies, bool? Mfa);

/// <summary>Body of <c>POST /sandbox/users/{domain}</c>.</summary>
internal sealed record NewUser(string Name, string Password, string? Role, List<PolicyDocument>? Policies);

/// <summary>Body of <c>PUT /sandbox/dialect</c>, which may also be the bare word.</summary>
internal sealed record DialectSetting(string Dialect);

/// <summary>Body of <c>POST /sandbox/bulk</c>.</summary>
internal sealed record BulkSetting(string Tenant, int FinishedOperations);

/// <summary>Body of <c>POST /sandbox/reset</c>; what is null stays.</summary>
internal sealed record ResetSetting(int? Seed, string? Scenario);

/// <summary>Body of <c>POST /sandbox/incidents</c>.</summary>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Service">Id or name of a service.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Severity">Severity of the alarm; that of the kind if null.</param>
/// <param name="Entity">Organisation, <c>baas-agent</c>, orderers or add-on; null for all.</param>
/// <param name="Instance">One pod; null for all.</param>
/// <param name="StartsInSeconds">Simulated seconds from now; negative for the past.</param>
/// <param name="DurationSeconds">Simulated seconds; null until it is deleted.</param>
internal sealed record IncidentSetting(
    string Tenant, string Service, string Kind, string? Severity, string? Entity, string? Instance, double StartsInSeconds, double? DurationSeconds);

/// <summary>An incident.</summary>
internal sealed record IncidentShown(
    string Id, string Tenant, string Service, string Kind, string Severity, string? Entity, string? Instance, DateTimeOffset StartsAt, DateTimeOffset? EndsAt);

/// <summary>A user certificate that the emulator knows.</summary>
internal sealed record CertificateShown(
    string Tenant, string Service, string Organization, string User, string Serial, bool Hosted, string Status, DateTimeOffset IssuedAt, DateTimeOffset? ChangesAt);
