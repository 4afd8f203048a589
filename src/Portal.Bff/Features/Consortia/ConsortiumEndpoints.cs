using Bcs.Api.Catalogue;

using Portal.Bff.Access;
using Portal.Bff.Platform.Jobs;
using Portal.Contracts;
using Portal.Contracts.Consortia;

namespace Portal.Bff.Features.Consortia;

/// <summary>Members, invitations and acceptances of a tenant, from the snapshot.</summary>
internal static class ConsortiumEndpoints
{
    private const string ReadName = "readConsortium";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(BffRoutes.Consortia, ReadAsync).WithTags("Consortia").WithName("getConsortium").Produces<ConsortiumDto>()
            .RequireTenantAction(ReadName, BcsOperations.ListNotifications.Action);

    private static async Task<IResult> ReadAsync(HttpContext context, TenantScope scope, ConsortiumSync sync, SyncConsortia job, TenantLeases leases, TimeProvider time, bool? fresh)
    {
        var state = fresh is true ? null : await sync.FindAsync(scope.Tenant, context.RequestAborted);
        if (state is null)
        {
            using var limit = new CancellationTokenSource(Look, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, limit.Token);
            try
            {
                await job.NowAsync(scope.Tenant, either.Token);
            }
            catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
            {
                // The answer is what is known; the look goes on.
            }

            state = await sync.FindAsync(scope.Tenant, context.RequestAborted) ?? new ConsortiumDto(scope.Tenant, 0, null, null, [], [], []);
        }

        var reading = await leases.ReadingAsync(SyncConsortia.Work, scope.Tenant, state.AsOf, state.Problem, context.RequestAborted);
        state = state with { Problem = reading.Problem, Reading = reading };
        return Results.Ok(scope.Actions.Contains(BcsOperations.ListMembers.Action) ? state : state with { Members = [] });
    }
}
