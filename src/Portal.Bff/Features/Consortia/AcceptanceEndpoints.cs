using Bcs.Api.Catalogue;
using Bcs.Api.Consortium;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Features.Services;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Http;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Consortia;

namespace Portal.Bff.Features.Consortia;

/// <summary>Plans the acceptance of an invitation for which a service is created first, and gives it up while it has not been sent.</summary>
internal static class AcceptanceEndpoints
{
    private const string PlanName = "planAcceptance";
    private const string CancelName = "cancelAcceptance";
    private const int MostOpen = 20;
    private const int LongestName = 128;

    private static readonly PortalProblem NotFound = new(404, ProblemCodes.NotFound, "Unknown acceptance", "This tenant has no such acceptance, or it was sent to the cloud, or it is over.");

    private static readonly PortalProblem Exists = new(
        409, ProblemCodes.AcceptanceExists, "It is being accepted already", "An acceptance of this invitation waits for its service. Follow it, or give it up first.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Acceptances).WithTags("Consortia");
        group.MapPost("", PlanAsync).RequireTenantAction(PlanName, BcsOperations.ProcessInvitation.Action).WithName(PlanName).Produces<AcceptanceDto>(StatusCodes.Status201Created).Produces<AcceptanceDto>();
        group.MapDelete("{id}", CancelAsync).RequireTenantAction(CancelName, BcsOperations.ProcessInvitation.Action).WithName(CancelName).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> PlanAsync(
        HttpContext context, TenantScope scope, ConsortiumSync sync, IDbContextFactory<PortalDbContext> contexts, IAuditLog audit,
        TimeProvider time, AcceptanceRequest request)
    {
        var cancellationToken = context.RequestAborted;
        if (Check(request) is { } wrong)
        {
            return PageQuery.Bad(wrong);
        }

        var invitation = (await sync.FindAsync(scope.Tenant, cancellationToken))?.Invitations.FirstOrDefault(i =>
            i.Status == InvitationStatuses.Waiting && i.ChannelName == request.ChannelName && i.InvitorInfo?.InvitorBcsId == request.InvitorBcsId);
        if (invitation is null)
        {
            return new PortalProblem(409, ProblemCodes.InvitationGone, "No such invitation waits", "It was withdrawn or answered in the meantime. Look at the list of invitations.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await OpenAsync(db, scope.Tenant, cancellationToken);
        if (open.FirstOrDefault(a => a.Answers(invitation)) is { } same)
        {
            return Told(same, request, scope);
        }

        if (open.Count >= MostOpen)
        {
            return Exists;
        }

        if (await db.Set<ServiceSnapshot>().AnyAsync(s => s.Tenant == scope.Tenant && s.Name == request.ServiceName, cancellationToken))
        {
            return new PortalProblem(409, ProblemCodes.ServiceNameTaken, "A service of this name exists", "The acceptance would take it for the one that is to be created.");
        }

        var acceptance = Acceptance.Of(scope.Tenant, request, invitation.InvitorInfo?.InvitorName, scope.Session, time.GetUtcNow());
        var intent = await audit.IntentAsync(context, Call(context, scope, PlanName, acceptance));
        db.Add(acceptance);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
        {
            // Somebody answered the invitation in this moment.
            await using var fresh = await contexts.CreateDbContextAsync(cancellationToken);
            var told = Told((await OpenAsync(fresh, scope.Tenant, cancellationToken)).FirstOrDefault(a => a.Answers(invitation)), request, scope);
            await audit.OutcomeAsync(intent, new AuditResult(AuditOutcomes.Failed) { UpstreamCode = ProblemCodes.AcceptanceExists }, CancellationToken.None);
            return told;
        }

        await audit.OutcomeAsync(intent, new AuditResult(AuditOutcomes.Succeeded) { Status = StatusCodes.Status201Created }, CancellationToken.None);
        return Results.Created($"{BffRoutes.Acceptances}/{acceptance.Id}", acceptance.ToDto());
    }

    private static Task<List<Acceptance>> OpenAsync(PortalDbContext db, string tenant, CancellationToken cancellationToken) => db.Set<Acceptance>()
        .Where(a => a.Tenant == tenant && (a.Status == AcceptanceStatuses.Creating || a.Status == AcceptanceStatuses.Accepting)).ToListAsync(cancellationToken);

    // The same form was sent again: its acceptance is there already.
    private static IResult Told(Acceptance? first, AcceptanceRequest request, TenantScope scope) =>
        first?.IsOf(request, scope.Session.UserId) is true ? Results.Ok(first.ToDto()) : Exists;

    private static async Task<IResult> CancelAsync(
        HttpContext context, TenantScope scope, IDbContextFactory<PortalDbContext> contexts, IAuditLog audit, TimeProvider time, string id)
    {
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        if (await db.Set<Acceptance>().FirstOrDefaultAsync(a => a.Tenant == scope.Tenant && a.Id == id, context.RequestAborted) is not { Status: AcceptanceStatuses.Creating } acceptance)
        {
            return NotFound;
        }

        var intent = await audit.IntentAsync(context, Call(context, scope, CancelName, acceptance));
        acceptance.End(AcceptanceStatuses.Cancelled, time.GetUtcNow());
        var given = true;
        try
        {
            await db.SaveChangesAsync(context.RequestAborted);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It was sent in this moment; or it is given up already, and only the answer to that was lost.
            await using var fresh = await contexts.CreateDbContextAsync(CancellationToken.None);
            given = await fresh.Set<Acceptance>().AnyAsync(a => a.Tenant == scope.Tenant && a.Id == id && a.Status == AcceptanceStatuses.Cancelled, CancellationToken.None);
        }

        await audit.OutcomeAsync(intent, new AuditResult(given ? AuditOutcomes.Succeeded : AuditOutcomes.Failed), CancellationToken.None);
        return given ? Results.NoContent() : NotFound;
    }

    private static string? Check(AcceptanceRequest request) => request switch
    {
        _ when !IsName(request.ChannelName) => "channelName is missing, too long or holds control characters.",
        _ when !IsName(request.InvitorBcsId) => "invitorBcsId is missing, too long or holds control characters.",
        _ when !IsName(request.ServiceName) => "serviceName is missing, too long or holds control characters.",
        { Organizations: null or { Count: 0 or > 50 } } => "organizations names at least one organisation.",
        _ => request.Organizations.All(IsName) ? null : "organizations holds an empty or overlong name, or one with control characters.",
    };

    private static bool IsName(string? text) => text is { Length: > 0 and <= LongestName } && !text.Any(char.IsControl);

    private static AuditCall Call(HttpContext context, TenantScope scope, string name, Acceptance acceptance) =>
        CallerInfo.Call(context, scope.Tenant, name) with
        {
            Action = BcsOperations.ProcessInvitation.Action,
            Path = CallerInfo.PathAndQuery(context),
            BlockchainId = acceptance.InvitorBcsId,
            Channel = acceptance.ChannelName,
        };
}
