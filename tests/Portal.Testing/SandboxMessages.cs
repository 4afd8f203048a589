namespace Portal.Testing;

/// <summary>A demo tenant of the emulator.</summary>
public sealed record SandboxTenant(string Tenant, string Name, string Domain, string ProjectName, string ProjectId, IReadOnlyList<SandboxUser> Users)
{
    /// <summary>The user with this name.</summary>
    public SandboxUser User(string name) => Users.Single(u => u.Name == name);
}

/// <summary>A user of a demo tenant.</summary>
public sealed record SandboxUser(string Name, string Password, string Role, string Ak, string Sk);

/// <summary>One call that the emulator received.</summary>
/// <param name="Seq">Number of the call.</param>
/// <param name="Time">Real time of arrival.</param>
/// <param name="SimulatedTime">Simulated time of arrival.</param>
/// <param name="Tenant">Tenant, if known.</param>
/// <param name="User">User, if known.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path.</param>
/// <param name="Query">Query, with its question mark.</param>
/// <param name="Operation">Operation id, <c>iam</c>, or null for an unknown route.</param>
/// <param name="Status">Status of the answer; null if none was sent.</param>
/// <param name="HeaderNames">Names of the request's headers.</param>
/// <param name="BodyFields">Dotted paths of the body's fields.</param>
/// <param name="Rows">Items in the answer's list.</param>
public sealed record SandboxCall(
    long Seq, DateTimeOffset Time, DateTimeOffset SimulatedTime, string? Tenant, string? User, string Method, string Path, string Query, string? Operation,
    int? Status, IReadOnlyList<string> HeaderNames, IReadOnlyList<string> BodyFields, int? Rows);
