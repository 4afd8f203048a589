using System.Text.Json;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Iam;

/// <summary>What belongs to the caller's account: projects (7.3), and what else the SDKs ask IAM for.</summary>
internal sealed class AccountLists(SandboxWorld world, Callers callers)
{
    /// <summary>The projects, optionally of one name.</summary>
    public Answer Projects(HttpContext context, CallInProgress call, ReadOnlyMemory<byte> body) => List(context, call, body, "projects", caller =>
    {
        var name = context.Request.Query["name"].ToString();
        return name.Length > 0 && name != caller.Tenant.Project ? [] : [Project(context, caller.Tenant)];
    });

    /// <summary>One project.</summary>
    public Answer Project(HttpContext context, CallInProgress call, ReadOnlyMemory<byte> body) => Answered(context, call, body, caller =>
        context.GetRouteValue("id")?.ToString() == caller.Tenant.ProjectId
            ? Answer.Json(200, new { project = Project(context, caller.Tenant) }, JsonSerializerOptions.Web)
            : IamAnswers.NotFound);

    /// <summary>The account itself.</summary>
    public Answer Domains(HttpContext context, CallInProgress call, ReadOnlyMemory<byte> body) => List(context, call, body, "domains", caller =>
        [new { id = caller.Tenant.DomainId, name = caller.Tenant.Domain, description = "", enabled = true, links = new { self = $"{Origin(context)}/v3/domains/{caller.Tenant.DomainId}" } }]);

    /// <summary>The region.</summary>
    public Answer Regions(HttpContext context, CallInProgress call, ReadOnlyMemory<byte> body) => List(context, call, body, "regions", caller =>
    [
        new Dictionary<string, object?>
        {
            ["id"] = caller.Tenant.Project,
            ["type"] = "public",
            ["description"] = "",
            ["parent_region_id"] = null,
            ["locales"] = new Dictionary<string, string> { ["zh-cn"] = caller.Tenant.Project, ["en-us"] = caller.Tenant.Project },
            ["links"] = new { self = $"{Origin(context)}/v3/regions/{caller.Tenant.Project}" },
        },
    ]);

    private static object Project(HttpContext context, TenantState tenant) => new
    {
        domain_id = tenant.DomainId,
        is_domain = false,
        parent_id = tenant.DomainId,
        name = tenant.Project,
        description = "",
        links = new { next = (string?)null, previous = (string?)null, self = $"{Origin(context)}/v3/projects/{tenant.ProjectId}" },
        id = tenant.ProjectId,
        enabled = true,
    };

    private static string Origin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private Answer List(HttpContext context, CallInProgress call, ReadOnlyMemory<byte> body, string name, Func<Caller, object[]> items) => Answered(context, call, body, caller =>
    {
        var found = items(caller);
        var links = new { next = (string?)null, previous = (string?)null, self = $"{Origin(context)}{context.Request.Path}" };
        return Answer.Json(200, new Dictionary<string, object> { [name] = found, ["links"] = links }, JsonSerializerOptions.Web, found.Length);
    });

    private Answer Answered(HttpContext context, CallInProgress call, ReadOnlyMemory<byte> body, Func<Caller, Answer> answer)
    {
        var credentials = Credentials.Of(context, body);
        lock (world.Gate)
        {
            // A signature is judged by the gateway before IAM sees the call, a token by IAM itself.
            return callers.Identify(credentials, call, out var caller) switch
            {
                null => answer(caller!),
                { } fault when credentials.IsSigned => fault,
                _ => IamAnswers.NoToken,
            };
        }
    }
}
