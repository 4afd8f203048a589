using System.Text.Json;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Sessions.OpenId;
using Portal.Bff.Tenants;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;

namespace Portal.Bff.Sessions;

/// <summary>Handlers of sign-in, sign-out and sessions.</summary>
internal static class SessionEndpoints
{
    private const int FieldLength = 256;
    private const int BodyLimit = 16 * 1024;

    private static readonly PortalProblem Malformed = new(
        StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "The request is not understood.", "Give domain, user and password.");

    private static readonly PortalProblem NoSuchSession = new(
        StatusCodes.Status404NotFound, ProblemCodes.NotFound, "No such session.", "It may have ended already.");

    /// <summary>Signs in with an IAM account: JSON gets 204, a form is redirected.</summary>
    public static async Task<IResult> SignInAsync(HttpContext context, SignIn signIn, TokenVault tokens)
    {
        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = BodyLimit;
        }

        if (!context.Request.HasFormContentType)
        {
            var request = await ReadAsync<IamSignInRequest>(context);
            return !Valid(request) ? Malformed : await signIn.WithAsync(context, new IamSignIn(tokens, request!)) as IResult ?? Results.NoContent();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var fromForm = new IamSignInRequest(Field("domain"), Field("user"), form["password"].ToString(), Field("project") is { Length: > 0 } project ? project : null);
        var returnUrl = LocalUrl.Page(form["returnUrl"]) ?? "/";
        var problem = Valid(fromForm) ? await signIn.WithAsync(context, new IamSignIn(tokens, fromForm)) : Malformed;
        return problem is null
            ? Results.Redirect(returnUrl)
            : Results.Redirect($"/signin?error={problem.Code}{(problem.Reason is null ? "" : "&reason=" + Uri.EscapeDataString(problem.Reason))}&domain={Uri.EscapeDataString(Shown(fromForm.Domain))}&user={Uri.EscapeDataString(Shown(fromForm.User))}&returnUrl={Uri.EscapeDataString(returnUrl)}");

        string Field(string name) => form[name].ToString().Trim();

        static string Shown(string text) => text.Length > 64 ? "" : text;
    }

    /// <summary>Gives the session fresh tokens for its person's password.</summary>
    public static async Task<IResult> RenewAsync(HttpContext context, SignIn signIn, TokenVault tokens)
    {
        var session = PortalSession.From(context.User)!;
        var request = await ReadAsync<IamRenewRequest>(context);
        return request?.Password is not { Length: > 0 and <= FieldLength } || session.ActsByTenant
            ? Malformed
            : await signIn.AgainAsync(context, session, new IamSignIn(tokens, new(session.Domain ?? "", session.UserName, request.Password))) as IResult ?? Results.NoContent();
    }

    /// <summary>Ends the session, here, on the server and at the provider that it began at, and shows a page that says so.</summary>
    public static async Task<IResult> SignOutAsync(HttpContext context, IAuditLog audit, OpenIdSignOut elsewhere)
    {
        string? address = null;
        if (PortalSession.From(context.User) is { } session)
        {
            await RecordEndAsync(context, audit, session, AuditEvents.SignOut, session.Handle, null);
            address = await elsewhere.AddressAsync(context, session);
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }

        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return address is null ? Results.Redirect(OpenIdCallback.PageAfterSignOut) : OpenIdSignOut.Leave(context, address);
    }

    /// <summary>Who am I, and what may I do where.</summary>
    public static async Task<IResult> UserAsync(HttpContext context, TenantDirectory tenants, IAccessEngine access)
    {
        var session = PortalSession.From(context.User)!;
        var known = await tenants.AllAsync(context.RequestAborted);
        var mine = new List<TenantDto>();
        foreach (var tenant in session.TenantIds.Select(id => known.GetValueOrDefault(id)).OfType<Tenant>())
        {
            var roles = await access.RolesAsync(session.Holder, tenant.Id, context.RequestAborted);
            var actions = await access.ActionsAsync(session, tenant.Id, context.RequestAborted);
            mine.Add(new TenantDto(tenant.Id, tenant.Name, tenant.ProjectId ?? "", roles, [.. actions.Order(StringComparer.Ordinal)])
            {
                RequireDownloadReason = tenant.RequiresDownloadReason,
            });
        }

        var ticket = await context.AuthenticateAsync();
        return Results.Ok(new UserInfo(
            new UserDto(session.UserId, session.UserName, session.Domain, session.Provider),
            new SessionDto(session.Handle, AbsoluteEnd.Next(ticket.Properties!)),
            mine)
        {
            Shut = [.. session.Shut.Select(s => new ShutTenantDto(s.Id, known.GetValueOrDefault(s.Id)?.Name ?? s.Id, s.Code, s.Reason))],
        });
    }

    /// <summary>My sessions.</summary>
    public static async Task<IResult> ListAsync(HttpContext context, SessionStore sessions)
    {
        var session = PortalSession.From(context.User)!;
        var rows = await sessions.OfUserAsync(session.UserId, context.RequestAborted);
        return Results.Ok(new Page<SessionListItem>(
            [.. rows.Select(r => new SessionListItem(r.Handle, r.CreatedAt, r.LastSeenAt, r.ExpiresAt, r.Address, r.UserAgent, r.Handle == session.Handle))], null));
    }

    /// <summary>Ends one of my sessions.</summary>
    public static async Task<IResult> EndAsync(string id, HttpContext context, SessionStore sessions, IAuditLog audit)
    {
        var session = PortalSession.From(context.User)!;
        var mine = await sessions.IsOfUserAsync(session.UserId, id, context.RequestAborted);
        await RecordEndAsync(context, audit, session, AuditEvents.EndSession, id.Length > 64 ? id[..64] : id, mine ? null : NoSuchSession);
        return mine && await sessions.EndAsync(session.UserId, id, context.RequestAborted) ? Results.NoContent() : NoSuchSession;
    }

    /// <summary>Ends all of my sessions, or all but the one that asks. Once it has begun it is finished, whether or not the caller waits.</summary>
    public static async Task<IResult> EndAllAsync(HttpContext context, SessionStore sessions, IAuditLog audit, string? keep)
    {
        if (keep is not (SessionsToKeep.Current or SessionsToKeep.None))
        {
            return PageQuery.Bad($"keep is {SessionsToKeep.Current} or {SessionsToKeep.None}.");
        }

        var session = PortalSession.From(context.User)!;
        await RecordAsync(context, audit, session, AuditEvents.EndSessions, CallerInfo.PathAndQuery(context), null);
        await sessions.EndAllAsync(session.UserId, keep is SessionsToKeep.Current ? session.Handle : null, CancellationToken.None);
        if (keep is SessionsToKeep.None)
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }

        return Results.NoContent();
    }

    private static Task RecordEndAsync(HttpContext context, IAuditLog audit, PortalSession session, string operation, string ended, PortalProblem? refusal) =>
        RecordAsync(context, audit, session, operation, $"{BffRoutes.Sessions}/{Uri.EscapeDataString(ended)}", refusal);

    private static async Task RecordAsync(HttpContext context, IAuditLog audit, PortalSession session, string operation, string path, PortalProblem? refusal)
    {
        foreach (var tenant in session.TenantIds)
        {
            await audit.RecordAsync(
                CallerInfo.Call(context, tenant, operation) with { Path = path },
                refusal is null ? new AuditResult(AuditOutcomes.Succeeded) : new AuditResult(AuditOutcomes.Denied) { Status = refusal.Status, UpstreamCode = refusal.Code },
                context.RequestAborted);
        }
    }

    private static bool Valid(IamSignInRequest? request) =>
        request is { Domain.Length: > 0 and <= FieldLength, User.Length: > 0 and <= FieldLength, Password.Length: > 0 and <= FieldLength };

    private static async Task<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            return await context.Request.ReadFromJsonAsync<T>(context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
