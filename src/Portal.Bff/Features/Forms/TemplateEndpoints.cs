using System.Text.Json;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Platform.Http;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Forms;

namespace Portal.Bff.Features.Forms;

/// <summary>The templates of a tenant: whoever may send the form may use, replace and delete them, and the audit says who did.</summary>
internal static class TemplateEndpoints
{
    private const string Read = "readTemplates";
    private const string Save = "saveTemplate";
    private const string Delete = "deleteTemplate";
    private const int LongestName = 60;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(BffRoutes.Templates).WithTags("Forms");
        group.MapGet("{form}", ListAsync).RequireTenantAction(Read, Form.Action).WithName("listTemplates").Produces<Page<TemplateDto>>();
        group.MapPut("{form}/{name}", SaveAsync).RequireTenantAction(Save, Form.Action).WithName(Save).Produces<TemplateDto>();
        group.MapDelete("{form}/{name}", DeleteAsync).RequireTenantAction(Delete, Form.Action).WithName(Delete).Produces(StatusCodes.Status204NoContent);
    }

    private static Task<IResult> ListAsync(HttpContext context, TenantScope scope, TemplateStore templates, string form) =>
        Form.WithAsync(form, async known =>
            Results.Ok(new Page<TemplateDto>(await templates.ListAsync(scope.Tenant, known.Key, context.RequestAborted), null)));

    private static Task<IResult> SaveAsync(
        HttpContext context, TenantScope scope, TemplateStore templates, IAuditLog audit, string form, string name, SaveTemplateRequest request) =>
        Form.WithAsync(form, async known =>
        {
            name = name.Trim();
            if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            {
                return PageQuery.Bad($"The name has 1 to {LongestName} characters.");
            }

            if (request.Request.ValueKind is not JsonValueKind.Object)
            {
                return PageQuery.Bad("request is a JSON object.");
            }

            if (SecretFilter.Keep(request.Request, known.Operation) is not { } kept)
            {
                return PageQuery.Bad("request holds a text that is not Unicode.");
            }

            if (kept.Length > Form.MostBytes)
            {
                return Form.TooLarge;
            }

            var intent = await IntendAsync(context, audit, scope, known, Save, kept);
            var saved = await templates.SaveAsync(scope.Tenant, known.Key, name, kept, scope.Session.UserName, context.RequestAborted);
            await audit.OutcomeAsync(intent, new AuditResult(saved is null ? AuditOutcomes.Failed : AuditOutcomes.Succeeded), CancellationToken.None);
            return saved is null ? PageQuery.Bad($"There are {TemplateStore.Most} templates already. Delete one that nobody needs.") : Results.Ok(saved);
        });

    private static Task<IResult> DeleteAsync(
        HttpContext context, TenantScope scope, TemplateStore templates, IAuditLog audit, string form, string name) =>
        Form.WithAsync(form, async known =>
        {
            var intent = await IntendAsync(context, audit, scope, known, Delete, null);
            await templates.DeleteAsync(scope.Tenant, known.Key, name, context.RequestAborted);
            await audit.OutcomeAsync(intent, new AuditResult(AuditOutcomes.Succeeded), CancellationToken.None);
            return Results.NoContent();
        });

    private static async Task<AuditIntent> IntendAsync(HttpContext context, IAuditLog audit, TenantScope scope, Form form, string operation, string? request) =>
        await audit.IntentAsync(context, CallerInfo.Call(context, scope.Tenant, operation) with { Action = form.Operation.Action, Request = request });
}
