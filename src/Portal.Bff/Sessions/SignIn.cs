using System.Diagnostics;
using System.Threading.RateLimiting;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Diagnostics;
using Portal.Bff.Iam;
using Portal.Bff.Tenants;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;

namespace Portal.Bff.Sessions;

/// <summary>
/// Signs a person in with an IAM account. Within the request a token is obtained for each tenant of the domain in which
/// the person has a grant; then the password is forgotten.
/// </summary>
internal sealed class SignIn(
    TenantDirectory tenants, IAccessEngine access, TokenVault tokens, IAuditLog audit, SessionOptions options, TimeProvider time) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _attempts = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.AttemptsPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        }));

    private static readonly PortalProblem Failed = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.SignInFailed, "Sign-in failed.",
        "The domain, the user name or the password is wrong, or the account is locked or disabled. Check all three, or ask your administrator.");

    private static readonly PortalProblem NoTenant = new(
        StatusCodes.Status403Forbidden, ProblemCodes.NoTenant, "No tenant has been shared with you.",
        "The account is right, but nobody has granted it a role in the portal yet. Ask an administrator of your company for one.");

    private static readonly PortalProblem TooMany = new(
        StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyRequests, "Too many attempts.", "Wait a minute, then try again.")
    {
        RetryAfter = TimeSpan.FromMinutes(1),
    };

    /// <summary>Signs in and sets the cookie; a problem says why not.</summary>
    public async Task<PortalProblem?> WithIamAsync(HttpContext context, IamSignInRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        var cancellationToken = context.RequestAborted;
        var userId = UserIds.Iam(request.Domain, request.User);
        using var attempt = _attempts.AttemptAcquire($"{CallerInfo.Address(context)}|{userId}");
        if (!attempt.IsAcquired)
        {
            await RecordAsync(context, started, AuditCall.PortalTenant, request, null, AuditOutcomes.Denied, TooMany);
            return TooMany;
        }

        var inDomain = (await tenants.AllAsync(cancellationToken)).Values
            .Where(t => string.Equals(t.Domain, request.Domain, StringComparison.Ordinal) && (request.Project is null || t.Project == request.Project))
            .OrderBy(t => t.Id)
            .ToList();
        var granted = new List<Tenant>();
        foreach (var tenant in inDomain)
        {
            if ((await access.RolesAsync(userId, tenant.Id, cancellationToken)).Count > 0)
            {
                granted.Add(tenant);
            }
        }

        // Without a grant the password is checked all the same: only its owner learns that no tenant is shared.
        var handle = Guid.CreateVersion7().ToString("N");
        var asked = granted.Count > 0 ? granted : inDomain.Take(1).ToList();
        if (asked.Count == 0)
        {
            await RecordAsync(context, started, AuditCall.PortalTenant, request, null, AuditOutcomes.Failed, Failed);
            return Failed;
        }

        var problem = await ObtainAsync(handle, asked, request, keep: granted.Count > 0, cancellationToken) ?? (granted.Count > 0 ? null : NoTenant);
        if (problem is not null)
        {
            await tokens.ForgetSessionAsync(handle, CancellationToken.None);
            await RecordAsync(context, started, AuditCall.PortalTenant, request, null, AuditOutcomes.Failed, problem);
            return problem;
        }

        foreach (var tenant in granted)
        {
            await RecordAsync(context, started, tenant.Id, request, handle, AuditOutcomes.Succeeded, null);
        }

        var before = await context.AuthenticateAsync();
        if (before.Succeeded)
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }

        var session = new PortalSession(handle, userId, request.User, request.Domain, "iam", [.. granted.Select(t => t.Id)]);
        await context.SignInAsync(session.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme), new AuthenticationProperties
        {
            IssuedUtc = time.GetUtcNow(),
            IsPersistent = false,
            Items = { [AbsoluteEnd.Item] = AbsoluteEnd.Format(time.GetUtcNow() + options.Absolute) },
        });
        return null;
    }

    /// <summary>Renews the tokens of a living session in place, after IAM let the old ones die.</summary>
    public async Task<PortalProblem?> RenewAsync(HttpContext context, PortalSession session, string password)
    {
        var started = Stopwatch.GetTimestamp();
        var request = new IamSignInRequest(session.Domain ?? "", session.UserName, password);
        using var attempt = _attempts.AttemptAcquire($"{CallerInfo.Address(context)}|{session.UserId}");
        if (!attempt.IsAcquired)
        {
            return TooMany;
        }

        var mine = (await tenants.AllAsync(context.RequestAborted)).Values.Where(t => session.TenantIds.Contains(t.Id)).ToList();
        var problem = await ObtainAsync(session.Handle, mine, request, keep: true, context.RequestAborted);
        foreach (var tenant in mine)
        {
            await RecordAsync(context, started, tenant.Id, request, session.Handle, problem is null ? AuditOutcomes.Succeeded : AuditOutcomes.Failed, problem, "signInAgain");
        }

        return problem;
    }

    public void Dispose() => _attempts.Dispose();

    private async Task<PortalProblem?> ObtainAsync(
        string handle, IReadOnlyList<Tenant> from, IamSignInRequest request, bool keep, CancellationToken cancellationToken)
    {
        foreach (var tenant in from)
        {
            switch (await tokens.SignInAsync(handle, tenant, request.User, request.Password, keep, cancellationToken))
            {
                case TokenLookup.Found:
                    break;
                case TokenLookup.Unavailable unavailable:
                    return new PortalProblem(
                        StatusCodes.Status503ServiceUnavailable, ProblemCodes.IamUnavailable, "The cloud's sign-in service does not answer.",
                        "Nothing is wrong with your account. Try again in a moment.")
                    {
                        RetryAfter = unavailable.RetryAfter,
                    };
                default:
                    return Failed;
            }
        }

        return null;
    }

    private async Task RecordAsync(
        HttpContext context, long started, string tenant, IamSignInRequest request, string? handle, string outcome, PortalProblem? problem,
        string operation = "signIn") =>
        await audit.RecordAsync(
            CallerInfo.Call(context, tenant, operation) with
            {
                // Whom the browser was signed in as before does not matter.
                Actor = new AuditActor(UserIds.Iam(Cut(request.Domain), Cut(request.User)), Cut(request.User), "user"),
                Session = handle,
                User = Cut(request.User),
            },
            new AuditResult(outcome)
            {
                Status = problem?.Status ?? StatusCodes.Status204NoContent, UpstreamCode = problem?.Code,
                DurationMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            },
            context.RequestAborted);

    private static string Cut(string text) => text.Length > 64 ? text[..64] : text;
}
