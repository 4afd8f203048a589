using Bcs.Api.Catalogue;

using Portal.Bff.Access;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>
/// Takes calls through their stages: admit, read, claim, record, send, judge, settle, answer. A change goes on to its end even when its caller is gone.
/// </summary>
internal sealed class GatewayHandler(
    AdmitStage admit, ReadStage read, ClaimStage claim, RecordStage record, SendStage send, JudgeStage judge, SettleStage settle, AnswerStage answer, CallRefusals refusals)
{
    private static readonly PortalProblem NotCatalogued = new(
        StatusCodes.Status404NotFound, ProblemCodes.NotCatalogued, "No such operation.",
        "The gateway passes the 32 operations of the BCS API and no other. Check method and path.");

    private readonly ICallStage[] _stages = [admit, read, claim, record, send, judge, settle, answer];

    /// <summary>Handles a call of a catalogued operation.</summary>
    public async Task HandleAsync(HttpContext context, BcsOperation operation)
    {
        using var call = new GatewayCall(context, operation);
        foreach (var stage in _stages)
        {
            if (!await stage.RunAsync(call))
            {
                return;
            }
        }
    }

    /// <summary>Refuses what the catalogue does not list.</summary>
    public async Task NotCataloguedAsync(HttpContext context)
    {
        using var call = new GatewayCall(context, null);
        await (PortalSession.From(context.User) is null ? refusals.StrangerAsync(call, AccessProblems.SessionRequired) : refusals.DeniedAsync(call, NotCatalogued));
    }
}
