using System.Text.Json;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Iam;

/// <summary>The projects of the caller's account, section 7.3.</summary>
internal static class Projects
{
    public static Answer List(HttpContext context, SandboxWorld world, CallInProgress call)
    {
        lock (world.Gate)
        {
            if (call.Fault is { ExpireTokens: true } expire)
            {
                world.RevokeTokens(expire.Tenant);
            }

            if (world.FindToken(context.Request.Headers["X-Auth-Token"].ToString()) is not { } token || world.FindTenant(token.Tenant) is not { } tenant)
            {
                return IamAnswers.NoToken;
            }

            call.Entry.Tenant = tenant.Id;
            call.Entry.User = token.User;
            var self = $"{context.Request.Scheme}://{context.Request.Host}/v3/projects";
            var name = context.Request.Query["name"].ToString();
            object[] projects = name.Length > 0 && name != tenant.Project
                ? []
                :
                [
                    new
                    {
                        domain_id = tenant.DomainId,
                        is_domain = false,
                        parent_id = tenant.DomainId,
                        name = tenant.Project,
                        description = "",
                        links = new { next = (string?)null, previous = (string?)null, self = $"{self}/{tenant.ProjectId}" },
                        id = tenant.ProjectId,
                        enabled = true,
                    },
                ];
            return Answer.Json(
                200, new { projects, links = new { next = (string?)null, previous = (string?)null, self } }, JsonSerializerOptions.Web, projects.Length);
        }
    }
}
