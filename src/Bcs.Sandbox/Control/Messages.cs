namespace Bcs.Sandbox.Control;

/// <summary>A demo tenant and how to sign in to it.</summary>
internal sealed record DemoTenant(string Tenant, string Domain, string ProjectName, string ProjectId, IReadOnlyList<DemoUser> Users)
{
    /// <summary>Name of the company.</summary>
    public required string Name { get; init; }
}

/// <summary>A user of a demo tenant.</summary>
internal sealed record DemoUser(string Name, string Password, string Role, string Ak, string Sk);

/// <summary>Body of <c>PUT /sandbox/clock</c>.</summary>
/// <param name="Speed">Simulated seconds per real second.</param>
/// <param name="AdvanceSeconds">Simulated seconds to jump ahead.</param>
internal sealed record ClockSetting(double? Speed, double? AdvanceSeconds);

/// <summary>The simulated clock.</summary>
internal sealed record ClockShown(DateTimeOffset Now, double Speed);

/// <summary>Body of <c>PUT /sandbox/users/{domain}/{user}</c>; what is null stays.</summary>
internal sealed record UserSetting(bool? Locked, bool? Disabled, string? Password);

/// <summary>Body of <c>POST /sandbox/bulk</c>.</summary>
internal sealed record BulkSetting(string Tenant, int FinishedOperations);

/// <summary>Body of <c>POST /sandbox/reset</c>; what is null stays.</summary>
internal sealed record ResetSetting(int? Seed, string? Scenario);
