using Microsoft.EntityFrameworkCore;

using Portal.Bff.Access;
using Portal.Bff.Features.Consortia;
using Portal.Bff.Features.Services;
using Portal.Bff.Identity;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Tenants;
using Portal.Contracts;
using Portal.Contracts.Administration;

namespace Portal.Bff.Features.Administration;

/// <summary><c>/api/administration</c>. It reads what the gateway has; the cloud is not asked.</summary>
internal static class AdministrationEndpoints
{
    private const string Name = "readAdministration";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(BffRoutes.Administration, ReadAsync).WithTags("Administration").WithName("getAdministration").Produces<AdministrationDto>()
            .RequireTenantAction(Name, PortalActions.AdministrationRead);

    private static async Task<IResult> ReadAsync(
        HttpContext context, TenantScope scope, TenantDirectory tenants, TenantLeases leases, IDbContextFactory<PortalDbContext> contexts, ConsortiumSync consortia,
        Sessions.SessionOptions sessions)
    {
        var cancellationToken = context.RequestAborted;
        if (await tenants.FindAsync(scope.Tenant, cancellationToken) is not { } mine)
        {
            // It was retired while its session asked.
            return new PortalProblem(404, ProblemCodes.TenantUnknown, "Unknown tenant", "This session has no such tenant.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var services = await db.Set<ServiceFeed>().AsNoTracking().FirstOrDefaultAsync(f => f.Tenant == mine.Id, cancellationToken);
        var operations = await db.Set<OperationFeed>().AsNoTracking().FirstOrDefaultAsync(f => f.Tenant == mine.Id, cancellationToken);
        var consortium = await consortia.FindAsync(mine.Id, cancellationToken);
        return Results.Ok(new AdministrationDto(
            new ConnectionDto(
                mine.Domain, mine.Region, mine.Project, mine.ProjectId, mine.IamEndpoint.Authority, mine.BcsEndpoint.Authority,
                mine.SignsRequests ? CredentialKinds.AccessKey : mine.HasCredential ? CredentialKinds.Password : CredentialKinds.None,
                [
                    await ListAsync(ReadLists.Services, SyncServices.Work, services?.AsOf, services?.Problem),
                    await ListAsync(ReadLists.Operations, OperationStore.Work, operations?.DiscoveredAt, null),
                    await ListAsync(ReadLists.Consortia, SyncConsortia.Work, consortium?.AsOf, consortium?.Problem),
                ]),
            new RulesDto(mine.RequiresDownloadReason, (long)sessions.Idle.TotalSeconds, (long)sessions.Absolute.TotalSeconds, sessions.AttemptsPerMinute),
            [.. Roles.All.Select(r => new RoleDto(r.Role, [.. r.Actions.Order(StringComparer.Ordinal)]))]));

        async Task<ListReadingDto> ListAsync(string list, string work, DateTimeOffset? asOf, string? problem) =>
            new(list, asOf, await leases.ReadingAsync(work, mine.Id, asOf, problem, cancellationToken));
    }
}
