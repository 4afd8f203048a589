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

    private static readonly PortalProblem NotThere = new(
        StatusCodes.Status403Forbidden, ProblemCodes.CredentialRefused, "The cloud gives you no token for this project.",
        "Your password is right, and the cloud refuses you here all the same. Ask who administers the account in IAM.");

    public SignInPerson Person { get; } = new(UserIds.Iam(request.Domain, request.User), request.User, request.Domain, UserIds.IamProvider, []);

    public AuditActor Actor { get; } = new(UserIds.Iam(Cut(request.Domain), Cut(request.User)), Cut(request.User), "user");

    public bool Reaches(Tenant tenant) => Concerns(tenant) && (request.Project is null || tenant.Project == request.Project);

    public bool Concerns(Tenant tenant) => string.Equals(tenant.Domain, request.Domain, StringComparison.Ordinal);

    /// <summary>
    /// Gets the tokens, or says why not. It goes on when the caller hangs up: IAM counts the attempt all the same, and whoever tries passwords must not
    /// choose which of them are recorded. It ends by the time that IAM has for an answer. One tenant whose project or IAM is at fault keeps nobody out of the
    /// others; a password that is refused is tried nowhere else, because IAM locks accounts.
    /// </summary>
    public async Task<SignInProof> ProveAsync(string handle, IReadOnlyList<Tenant> granted, IReadOnlyList<Tenant> reached)
    {
        // Without a grant the password is checked all the same: only its owner learns that no tenant is shared.
        IReadOnlyList<Tenant> asked = granted.Count > 0 ? granted : [.. reached.Take(1)];
        if (asked.Count == 0)
        {
            return SignInProof.Failed(Failed);
        }

        var entered = new List<Tenant>();
        var shut = new List<(Tenant Tenant, PortalProblem Problem)>();
        foreach (var tenant in asked)
        {
            if (shut.Find(s => s.Tenant.IamEndpoint == tenant.IamEndpoint && s.Problem.Code == ProblemCodes.IamUnavailable) is { Problem: { } away })
            {
                shut.Add((tenant, away));
                continue;
            }

            var answer = await tokens.SignInAsync(handle, tenant, request.User, request.Password, keep: granted.Count > 0, CancellationToken.None);
            if (answer is TokenLookup.Usable)
            {
                entered.Add(tenant);
            }
            else if (IamProblems.Of(answer) is { } problem)
            {
                shut.Add((tenant, problem));
            }
            else if (entered.Count == 0)
            {
                return SignInProof.Failed(Failed);
            }
            else
            {
                shut.Add((tenant, NotThere));
            }
        }

        return entered.Count > 0 ? new SignInProof(null, entered, shut) : SignInProof.Failed(shut[0].Problem);
    }

    public Task ForgetAsync(string handle) => tokens.ForgetSessionAsync(handle, CancellationToken.None);

    public void Remember(AuthenticationProperties properties)
    {
    }

    private static string Cut(string text) => text.Length > 64 ? text[..64] : text;
}
