using System.Text.Json;

using Portal.Bff.Access;
using Portal.Bff.Platform.Http;
using Portal.Contracts;
using Portal.Contracts.Forms;

namespace Portal.Bff.Features.Forms;

/// <summary>One's own drafts. They are personal notes, not acts: the audit does not follow what people type.</summary>
internal static class DraftEndpoints
{
    private const string Name = "keepDraft";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Drafts).WithTags("Forms").RequireTenantAction(Name, Form.Action);
        group.MapGet("{form}", FindAsync).WithName("getDraft").Produces<DraftDto>();
        group.MapPut("{form}", SaveAsync).WithName("saveDraft").Produces<DraftDto>();
        group.MapDelete("{form}", DeleteAsync).WithName("deleteDraft").Produces(StatusCodes.Status204NoContent);
    }

    private static Task<IResult> FindAsync(HttpContext context, TenantScope scope, DraftStore drafts, string form) =>
        Form.WithAsync(form, async known =>
            Results.Ok(await drafts.FindAsync(scope.Tenant, scope.Session.UserId, known.Key, context.RequestAborted)));

    private static Task<IResult> SaveAsync(HttpContext context, TenantScope scope, DraftStore drafts, string form, SaveDraftRequest request) =>
        Form.WithAsync(form, async known =>
        {
            if (request.Values is null)
            {
                return PageQuery.Bad("values is an object of texts.");
            }

            var kept = SecretFilter.Keep(request.Values, known.Operation);
            var json = JsonSerializer.Serialize(kept);
            return json.Length > Form.MostBytes
                ? Form.TooLarge
                : Results.Ok(new DraftDto(kept, await drafts.SaveAsync(scope.Tenant, scope.Session.UserId, known.Key, json, context.RequestAborted)));
        });

    private static Task<IResult> DeleteAsync(HttpContext context, TenantScope scope, DraftStore drafts, string form) =>
        Form.WithAsync(form, async known =>
        {
            await drafts.DeleteAsync(scope.Tenant, scope.Session.UserId, known.Key, context.RequestAborted);
            return Results.NoContent();
        });
}
