using Microsoft.AspNetCore.Authentication;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Tenants;

namespace Portal.Bff.Sessions;

/// <summary>
/// One attempt to sign in, and the way in which it is proven. What all ways have in common (how many attempts there may be, where the person has a role,
/// the record, the cookie) is <see cref="SignIn"/>'s.
/// </summary>
internal interface ISignInMethod
{
    /// <summary>Who wants to sign in.</summary>
    SignInPerson Person { get; }

    /// <summary>The person as the log names them.</summary>
    AuditActor Actor { get; }

    /// <summary>True if a tenant's people may come this way at all.</summary>
    bool Reaches(Tenant tenant);

    /// <summary>True if a refused attempt belongs in the log of a tenant.</summary>
    bool Concerns(Tenant tenant);

    /// <summary>Finds out whether the person is who they say, and gets what the session needs for the cloud in each tenant.</summary>
    /// <param name="handle">The session to be.</param>
    /// <param name="granted">Where the person has a role.</param>
    /// <param name="reached">Where the person could have one.</param>
    Task<SignInProof> ProveAsync(string handle, IReadOnlyList<Tenant> granted, IReadOnlyList<Tenant> reached);

    /// <summary>Forgets what was got for a session that does not begin.</summary>
    Task ForgetAsync(string handle);

    /// <summary>Puts what the session has to remember of its beginning into its ticket.</summary>
    void Remember(AuthenticationProperties properties);
}

/// <summary>What became of an attempt.</summary>
/// <param name="Problem">Why the person is not proven, or may enter nothing at all; null otherwise.</param>
/// <param name="Entered">Where the session may act.</param>
/// <param name="Shut">Where it may not although the person has a role, each with the reason.</param>
internal sealed record SignInProof(PortalProblem? Problem, IReadOnlyList<Tenant> Entered, IReadOnlyList<(Tenant Tenant, PortalProblem Problem)> Shut)
{
    /// <summary>Nobody was proven.</summary>
    public static SignInProof Failed(PortalProblem problem) => new(problem, [], []);

    /// <summary>Every tenant is open.</summary>
    public static SignInProof Open(IReadOnlyList<Tenant> tenants) => new(null, tenants, []);
}

/// <summary>Who signs in.</summary>
/// <param name="UserId">Stable id.</param>
/// <param name="Name">Name to show.</param>
/// <param name="Domain">IAM domain, or null.</param>
/// <param name="Provider"><c>iam</c> or the provider's name.</param>
/// <param name="Groups">Ids of the provider's groups.</param>
internal sealed record SignInPerson(string UserId, string Name, string? Domain, string Provider, IReadOnlyList<string> Groups);
