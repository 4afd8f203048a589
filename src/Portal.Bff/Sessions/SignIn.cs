using System.Diagnostics;
using System.Threading.RateLimiting;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Tenants;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Sessions;

/// <summary>What every way to sign in has in common: attempts are limited and recorded, the tenants are those in which the person has a role, and the session is the portal's own.</summary>
internal sealed class SignIn(
    TenantDirectory tenants, IAccessEngine access, IAuditLog audit, Refusals refusals, SessionOptions options, TimeProvider time) : IDisposable
{
    // Whoever is wrong about ever new accounts fails too often from one address; a person whose account was tried from elsewhere is not kept out.
    private const int FailuresToAttempts = 3;

    private readonly PartitionedRateLimiter<string> _attempts = AMinute(options.AttemptsPerMinute);
    private readonly PartitionedRateLimiter<string> _atOnce = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = options.AttemptsPerMinute * FailuresToAttempts, QueueLimit = 0 }));

    private readonly PartitionedRateLimiter<string> _failures = AMinute(options.AttemptsPerMinute * FailuresToAttempts);

    private static readonly PortalProblem NoTenant = new(
        StatusCodes.Status403Forbidden, ProblemCodes.NoTenant, "No tenant has been shared with you.",
        "The account is right, but nobody has granted it a role in the portal yet. Ask an administrator of your company for one.");

    private static readonly PortalProblem TooMany = new(
        StatusCodes.Status429TooManyRequests, ProblemCodes.TooManyRequests, "Too many attempts.", "Wait a minute, then try again.")
    {
        RetryAfter = TimeSpan.FromMinutes(1),
    };

    /// <summary>Signs in and sets the cookie; a problem says why not.</summary>
    public async Task<PortalProblem?> WithAsync(HttpContext context, ISignInMethod method)
    {
        var started = Stopwatch.GetTimestamp();
        var known = (await tenants.AllAsync(context.RequestAborted)).Values.OrderBy(t => t.Id).ToList();
        var attempt = new SignInAttempt(AuditEvents.SignIn, method.Actor, null, [.. known.Where(method.Concerns)], started);
        using var turn = Turn(context);
        if (!turn.IsAcquired || !MayTry(context, method.Person.Provider, method.Person.UserId))
        {
            return await RefuseAsync(context, attempt, AuditOutcomes.Denied, TooMany);
        }

        var reached = known.Where(method.Reaches).ToList();
        var granted = new List<Tenant>();
        foreach (var tenant in reached)
        {
            if ((await access.RolesAsync(new Holder(method.Person.UserId, method.Person.Groups), tenant.Id, context.RequestAborted)).Count > 0)
            {
                granted.Add(tenant);
            }
        }

        var handle = Guid.CreateVersion7().ToString("N");
        var proof = await method.ProveAsync(handle, granted, reached);
        if ((proof.Problem ?? (granted.Count > 0 ? null : NoTenant)) is { } problem)
        {
            await method.ForgetAsync(handle);
            return await RefuseAsync(context, attempt, AuditOutcomes.Failed, problem);
        }

        await RecordAsync(context, attempt with { Session = handle }, proof);
        await BeginAsync(context, method, handle, proof);
        return null;
    }

    /// <summary>
    /// Proves a person of a living session again, within the same limits and with the same records.
    /// </summary>
    public async Task<PortalProblem?> AgainAsync(HttpContext context, PortalSession session, ISignInMethod method)
    {
        var started = Stopwatch.GetTimestamp();
        var mine = (await tenants.AllAsync(context.RequestAborted)).Values.Where(t => session.TenantIds.Contains(t.Id)).ToList();
        var attempt = new SignInAttempt(AuditEvents.SignInAgain, method.Actor, session.Handle, mine, started);
        using var turn = Turn(context);
        if (!turn.IsAcquired || !MayTry(context, session.Provider, session.UserId))
        {
            return await RefuseAsync(context, attempt, AuditOutcomes.Denied, TooMany);
        }

        var proof = await method.ProveAsync(session.Handle, mine, mine);
        if (proof.Problem is { } problem)
        {
            return await RefuseAsync(context, attempt, AuditOutcomes.Failed, problem);
        }

        await RecordAsync(context, attempt, proof);
        return null;
    }

    public void Dispose()
    {
        _attempts.Dispose();
        _failures.Dispose();
        _atOnce.Dispose();
    }

    /// <summary>Ends the session that the browser had, if any, and begins a new one.</summary>
    private async Task BeginAsync(HttpContext context, ISignInMethod method, string handle, SignInProof proof)
    {
        if ((await context.AuthenticateAsync()).Succeeded)
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }

        var person = method.Person;
        var session = new PortalSession(handle, person.UserId, person.Name, person.Domain, person.Provider, [.. proof.Entered.Select(t => t.Id)])
        {
            Groups = person.Groups, Shut = [.. proof.Shut.Select(s => new ShutTenant(s.Tenant.Id, s.Problem.Code, s.Problem.Reason))],
        };
        var properties = new AuthenticationProperties
        {
            IssuedUtc = time.GetUtcNow(),
            IsPersistent = false,
            Items = { [AbsoluteEnd.Item] = AbsoluteEnd.Format(time.GetUtcNow() + options.Absolute) },
        };
        method.Remember(properties);

        // In a scope of its own. The handler of this request remembers the reference of the session that it has just ended, and
        // would store the new ticket under it, where there is nothing any more (dotnet/aspnetcore#22135).
        await using var scope = context.RequestServices.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IAuthenticationService>().SignInAsync(
            context, CookieAuthenticationDefaults.AuthenticationScheme, session.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme), properties);
    }

    // What is wrong is counted when IAM has said so: as many as may be wrong may be asked at once.
    private RateLimitLease Turn(HttpContext context) => _atOnce.AttemptAcquire(AddressGroup.Of(CallerInfo.Address(context)));

    private bool MayTry(HttpContext context, string provider, string userId)
    {
        var address = AddressGroup.Of(CallerInfo.Address(context));
        using var failures = _failures.AttemptAcquire(address, permitCount: 0);
        using var attempt = _attempts.AttemptAcquire($"{address}|{userId}");

        // Whom a provider has proven guesses nothing, and does not suffer from those beside who do.
        return attempt.IsAcquired && (failures.IsAcquired || provider != UserIds.IamProvider);
    }

    private static PartitionedRateLimiter<string> AMinute(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        }));

    private async Task RecordAsync(HttpContext context, SignInAttempt attempt, SignInProof proof)
    {
        foreach (var tenant in proof.Entered)
        {
            await audit.RecordAsync(Call(context, attempt, tenant.Id), Result(AuditOutcomes.Succeeded, null, attempt), CancellationToken.None);
        }

        foreach (var (tenant, problem) in proof.Shut)
        {
            await audit.RecordAsync(Call(context, attempt, tenant.Id), Result(AuditOutcomes.Failed, problem, attempt), CancellationToken.None);
        }
    }

    /// <summary>Records a refusal in the logs of the company whose account it was tried on, and gives the problem back.</summary>
    private async Task<PortalProblem> RefuseAsync(HttpContext context, SignInAttempt attempt, string outcome, PortalProblem problem)
    {
        if (problem.Code == ProblemCodes.SignInFailed)
        {
            using var failure = _failures.AttemptAcquire(AddressGroup.Of(CallerInfo.Address(context)));
        }

        await refusals.RecordAsync(
            Call(context, attempt, AuditCall.PortalTenant), Result(outcome, problem, attempt),
            attempt.Company.Count > 0 ? [.. attempt.Company.Select(t => t.Id)] : [AuditCall.PortalTenant]);
        return problem;
    }

    private static AuditCall Call(HttpContext context, SignInAttempt attempt, string tenant) => CallerInfo.Call(context, tenant, attempt.Operation) with
    {
        // Whom the browser was signed in as before does not matter.
        Actor = attempt.Actor, Session = attempt.Session, User = attempt.Actor.Name,
    };

    private static AuditResult Result(string outcome, PortalProblem? problem, SignInAttempt attempt) => new(outcome)
    {
        Status = problem?.Status ?? StatusCodes.Status204NoContent, UpstreamCode = problem?.Code,
        DurationMs = (long)Stopwatch.GetElapsedTime(attempt.Started).TotalMilliseconds,
    };

    /// <summary>What the log says of an attempt.</summary>
    private sealed record SignInAttempt(string Operation, AuditActor Actor, string? Session, List<Tenant> Company, long Started);
}
