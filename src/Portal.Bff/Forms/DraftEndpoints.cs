using System.Text.Json;

using Portal.Bff.Access;
using Portal.Contracts;
using Portal.Contracts.Forms;

namespace Portal.Bff.Forms;

/// <summary>One's own drafts. They are personal notes, not acts: the audit does not follow what people type.</summary>
internal static class DraftEndpoints
{
    private const string Name = "keepDraft";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Drafts).WithTags("Forms");
        group.MapGet("{form}", FindAsync).WithName("getDraft").Produces<DraftDto>();
        group.MapPut("{form}", SaveAsync).WithName("saveDraft").Produces<DraftDto>();
        group.MapDelete("{form}", DeleteAsync).WithName("deleteDraft").Produces(StatusCodes.Status204NoContent);
    }

    private static Task<IResult> FindAsync(HttpContext context, TenantScopes scopes, DraftStore drafts, string form, string? tenant) =>
        WithAsync(context, scopes, form, tenant, async (scope, known) =>
            Results.Ok(await drafts.FindAsync(scope.Tenant, scope.Session.UserId, known.Key, context.RequestAborted)));

    private static Task<IResult> SaveAsync(HttpContext context, TenantScopes scopes, DraftStore drafts, string form, string? tenant, SaveDraftRequest request) =>
        WithAsync(context, scopes, form, tenant, async (scope, known) =>
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

    private static Task<IResult> DeleteAsync(HttpContext context, TenantScopes scopes, DraftStore drafts, string form, string? tenant) =>
        WithAsync(context, scopes, form, tenant, async (scope, known) =>
        {
            await drafts.DeleteAsync(scope.Tenant, scope.Session.UserId, known.Key, context.RequestAborted);
            return Results.NoContent();
        });

    private static async Task<IResult> WithAsync(
        HttpContext context, TenantScopes scopes, string form, string? tenant, Func<TenantScope.Granted, Form, Task<IResult>> act) =>
        Form.Find(form) is not { } known ? Form.Unknown
        : await scopes.ResolveAsync(context, tenant, known.Operation.Action, Name) switch
        {
            TenantScope.Granted scope => await act(scope, known),
            TenantScope.Refused refused => refused.Problem,
            _ => throw new InvalidOperationException(),
        };
}
