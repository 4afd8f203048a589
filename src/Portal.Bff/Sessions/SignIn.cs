using System.Diagnostics;
using System.Threading.RateLimiting;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
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
    TenantDirectory tenants, IAccessEngine access, TokenVault tokens, IAuditLog audit, Refusals refusals, SessionOptions options, TimeProvider time) : IDisposable
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
        var company = (await tenants.AllAsync(cancellationToken)).Values
            .Where(t => string.Equals(t.Domain, request.Domain, StringComparison.Ordinal)).OrderBy(t => t.Id).ToList();
        using var attempt = Attempt(context, userId);
        if (!attempt.IsAcquired)
        {
            return await RefuseAsync(context, started, company, request, AuditOutcomes.Denied, TooMany);
        }

        var inDomain = company.Where(t => request.Project is null || t.Project == request.Project).ToList();
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
            return await RefuseAsync(context, started, company, request, AuditOutcomes.Failed, Failed);
        }

        var problem = await ObtainAsync(handle, asked, request, keep: granted.Count > 0) ?? (granted.Count > 0 ? null : NoTenant);
        if (problem is not null)
        {
            await tokens.ForgetSessionAsync(handle, CancellationToken.None);
            return await RefuseAsync(context, started, company, request, AuditOutcomes.Failed, problem);
        }

        foreach (var tenant in granted)
        {
            await audit.RecordAsync(Call(context, tenant.Id, request, handle, AuditEvents.SignIn), Result(AuditOutcomes.Succeeded, null, started), CancellationToken.None);
        }

        await BeginAsync(context, new PortalSession(handle, userId, request.User, request.Domain, "iam", [.. granted.Select(t => t.Id)]));
        return null;
    }

    /// <summary>Ends the session that the browser had, if any, and begins a new one.</summary>
    private async Task BeginAsync(HttpContext context, PortalSession session)
    {
        if ((await context.AuthenticateAsync()).Succeeded)
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }

        // In a scope of its own. The handler of this request remembers the reference of the session that it has just ended, and
        // would store the new ticket under it, where there is nothing any more (dotnet/aspnetcore#22135).
        await using var scope = context.RequestServices.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IAuthenticationService>().SignInAsync(
            context, CookieAuthenticationDefaults.AuthenticationScheme, session.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme),
            new AuthenticationProperties
            {
                IssuedUtc = time.GetUtcNow(),
                IsPersistent = false,
                Items = { [AbsoluteEnd.Item] = AbsoluteEnd.Format(time.GetUtcNow() + options.Absolute) },
            });
    }

    /// <summary>Renews the tokens of a living session in place, after IAM let the old ones die.</summary>
    public async Task<PortalProblem?> RenewAsync(HttpContext context, PortalSession session, string password)
    {
        var started = Stopwatch.GetTimestamp();
        var request = new IamSignInRequest(session.Domain ?? "", session.UserName, password);
        var mine = (await tenants.AllAsync(context.RequestAborted)).Values.Where(t => session.TenantIds.Contains(t.Id)).ToList();
        using var attempt = Attempt(context, session.UserId);
        if (!attempt.IsAcquired)
        {
            return await RefuseAsync(context, started, mine, request, AuditOutcomes.Denied, TooMany, session.Handle);
        }

        if (await ObtainAsync(session.Handle, mine, request, keep: true) is { } problem)
        {
            return await RefuseAsync(context, started, mine, request, AuditOutcomes.Failed, problem, session.Handle);
        }

        foreach (var tenant in mine)
        {
            await audit.RecordAsync(
                Call(context, tenant.Id, request, session.Handle, AuditEvents.SignInAgain), Result(AuditOutcomes.Succeeded, null, started), CancellationToken.None);
        }

        return null;
    }

    public void Dispose() => _attempts.Dispose();

    /// <summary>
    /// Gets the tokens, or says why not. It goes on when the caller hangs up: IAM counts the attempt all the same, and whoever tries passwords must not
    /// choose which of them are recorded. It ends by the time that IAM has for an answer.
    /// </summary>
    private async Task<PortalProblem?> ObtainAsync(string handle, IReadOnlyList<Tenant> from, IamSignInRequest request, bool keep)
    {
        foreach (var tenant in from)
        {
            var answer = await tokens.SignInAsync(handle, tenant, request.User, request.Password, keep, CancellationToken.None);
            if (answer is not TokenLookup.Usable)
            {
                return IamProblems.Of(answer) ?? Failed;
            }
        }

        return null;
    }

    private RateLimitLease Attempt(HttpContext context, string userId) =>
        _attempts.AttemptAcquire($"{AddressGroup.Of(CallerInfo.Address(context))}|{userId}");

    /// <summary>Records a refusal in the logs of the company whose account it was tried on, and gives the problem back.</summary>
    private async Task<PortalProblem> RefuseAsync(
        HttpContext context, long started, List<Tenant> company, IamSignInRequest request, string outcome, PortalProblem problem,
        string? handle = null)
    {
        await refusals.RecordAsync(
            Call(context, AuditCall.PortalTenant, request, handle, handle is null ? AuditEvents.SignIn : AuditEvents.SignInAgain),
            Result(outcome, problem, started),
            company.Count > 0 ? [.. company.Select(t => t.Id)] : [AuditCall.PortalTenant]);
        return problem;
    }

    private static AuditCall Call(HttpContext context, string tenant, IamSignInRequest request, string? handle, string operation) =>
        CallerInfo.Call(context, tenant, operation) with
        {
            // Whom the browser was signed in as before does not matter.
            Actor = new AuditActor(UserIds.Iam(Cut(request.Domain), Cut(request.User)), Cut(request.User), "user"),
            Session = handle,
            User = Cut(request.User),
        };

    private static AuditResult Result(string outcome, PortalProblem? problem, long started) => new(outcome)
    {
        Status = problem?.Status ?? StatusCodes.Status204NoContent, UpstreamCode = problem?.Code,
        DurationMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
    };

    private static string Cut(string text) => text.Length > 64 ? text[..64] : text;
}
