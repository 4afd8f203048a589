using Microsoft.AspNetCore.Authentication;

using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Tenants;
using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Bff.Sessions;

/// <summary>
/// Signs a person in with an IAM account. Within the request a token is obtained for each tenant of the domain in which
/// the person has a grant; then the password is forgotten.
/// </summary>
internal sealed class IamSignIn(TokenVault tokens, IamSignInRequest request) : ISignInMethod
{
    private static readonly PortalProblem Failed = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.SignInFailed, "Sign-in failed.",
        "The domain, the user name or the password is wrong, or the account is locked or disabled. Check all three, or ask your administrator.");

    public SignInPerson Person { get; } = new(UserIds.Iam(request.Domain, request.User), request.User, request.Domain, UserIds.IamProvider, []);

    public AuditActor Actor { get; } = new(UserIds.Iam(Cut(request.Domain), Cut(request.User)), Cut(request.User), "user");

    public bool Reaches(Tenant tenant) => Concerns(tenant) && (request.Project is null || tenant.Project == request.Project);

    public bool Concerns(Tenant tenant) => string.Equals(tenant.Domain, request.Domain, StringComparison.Ordinal);

    /// <summary>
    /// Gets the tokens, or says why not. It goes on when the caller hangs up: IAM counts the attempt all the same, and whoever tries passwords must not
    /// choose which of them are recorded. It ends by the time that IAM has for an answer.
    /// </summary>
    public async Task<PortalProblem?> ProveAsync(string handle, IReadOnlyList<Tenant> granted, IReadOnlyList<Tenant> reached)
    {
        // Without a grant the password is checked all the same: only its owner learns that no tenant is shared.
        IReadOnlyList<Tenant> asked = granted.Count > 0 ? granted : [.. reached.Take(1)];
        if (asked.Count == 0)
        {
            return Failed;
        }

        foreach (var tenant in asked)
        {
            var answer = await tokens.SignInAsync(handle, tenant, request.User, request.Password, keep: granted.Count > 0, CancellationToken.None);
            if (answer is not TokenLookup.Usable)
            {
                return IamProblems.Of(answer) ?? Failed;
            }
        }

        return null;
    }

    public Task ForgetAsync(string handle) => tokens.ForgetSessionAsync(handle, CancellationToken.None);

    public void Remember(AuthenticationProperties properties)
    {
    }

    private static string Cut(string text) => text.Length > 64 ? text[..64] : text;
}
