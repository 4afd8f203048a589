using Bcs.Api.Catalogue;

using Portal.Bff.Access;
using Portal.Contracts;
using Portal.Contracts.Monitoring;

namespace Portal.Bff.Features.Monitoring;

/// <summary><c>/api/alarms</c>.</summary>
internal static class AlarmEndpoints
{
    private const string Name = "readAlarms";

    // The first look waits for what there is; later ones show what is known, and the next shows more.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(BffRoutes.Alarms, ListAsync).WithTags("Monitoring").WithName("listAlarms").Produces<AlarmOverviewDto>()
            .RequireTenantAction(Name, BcsOperations.ListAlarms.Action);

    private static async Task<IResult> ListAsync(HttpContext context, TenantScope scope, AlarmBoards boards, TimeProvider time)
    {
        var board = boards.Of(scope.Tenant);
        var round = board.LookAsync();
        if (board.Current.AsOf is null)
        {
            await Task.WhenAny(round, Task.Delay(FirstLook, time, context.RequestAborted));
        }

        return Results.Ok(board.Current);
    }
}
