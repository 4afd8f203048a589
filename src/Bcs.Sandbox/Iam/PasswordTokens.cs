using System.Globalization;
using System.Text.Json;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Iam;

/// <summary>Tokens for a name and a password, sections 4.1 to 4.3.</summary>
internal static class PasswordTokens
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static Answer Issue(HttpContext context, SandboxWorld world, CallInProgress call, ReadOnlyMemory<byte> body)
    {
        if (PasswordRequest.Read(body) is not { } request)
        {
            return IamAnswers.Malformed;
        }

        lock (world.Gate)
        {
            if (call.Fault is { ExpireTokens: true } expire)
            {
                world.RevokeTokens(expire.Tenant);
            }

            if (request.FindTenant(world) is not { } tenant
                || tenant.Users.Find(u => u.Name == request.User || u.Id == request.User) is not { } user
                || !user.HasPassword(request.Password))
            {
                return IamAnswers.WrongCredentials;
            }

            if (user.Locked || user.Disabled)
            {
                return user.Locked ? IamAnswers.Locked : IamAnswers.Disabled;
            }

            if (user.Mfa && request.Passcode != DemoTenants.Passcode(tenant.Id, user.Name))
            {
                return IamAnswers.PasscodeNeeded;
            }

            call.Entry.User = user.Name;
            if (request.Project is { } project && project != tenant.Project && project != tenant.ProjectId)
            {
                return request.HasProjectId ? IamAnswers.NoProject : IamAnswers.NoProjectNamed(project);
            }

            if (request.ScopeDomain is { } scope && scope != tenant.Domain && scope != tenant.DomainId)
            {
                return IamAnswers.NoDomain;
            }

            var projectId = request.Project is null ? null : tenant.ProjectId;
            var (token, issuedAt, expiresAt) = world.IssueToken(tenant, user, projectId);
            var answer = Answer.Json(201, Body(context.Request, tenant, user, projectId, issuedAt, expiresAt), JsonSerializerOptions.Web);
            return answer with { Headers = new Dictionary<string, string> { ["X-Subject-Token"] = token } };
        }
    }

    /// <summary>The tenant whose domain a token request names, or null.</summary>
    public static string? Tenant(SandboxWorld world, ReadOnlyMemory<byte> body)
    {
        if (PasswordRequest.Read(body) is not { } request)
        {
            return null;
        }

        lock (world.Gate)
        {
            return request.FindTenant(world)?.Id;
        }
    }

    private static object Body(HttpRequest request, TenantState tenant, UserState user, string? projectId, long issuedAt, long expiresAt)
    {
        var domain = new { id = tenant.DomainId, name = tenant.Domain };
        var token = new Dictionary<string, object>
        {
            ["expires_at"] = Time(expiresAt),
            ["issued_at"] = Time(issuedAt),
            ["methods"] = user.Mfa ? new[] { "password", "totp" } : ["password"],
            ["catalog"] = request.Query.ContainsKey("nocatalog") ? [] : Catalog(request, tenant),
            ["roles"] = new[] { new { id = "0", name = user.Role } },
            ["user"] = new { id = user.Id, name = user.Name, domain, password_expires_at = "" },
        };
        if (projectId is null)
        {
            token["domain"] = domain;
        }
        else
        {
            token["project"] = new { id = projectId, name = tenant.Project, domain };
        }

        return new { token };
    }

    private static object[] Catalog(HttpRequest request, TenantState tenant)
    {
        var origin = $"{request.Scheme}://{request.Host}";
        return
        [
            Service("iam", $"{origin}/v3"),
            Service("bcs", $"{origin}/v2/{tenant.ProjectId}"),
        ];

        object Service(string type, string url) => new
        {
            id = Seeded.Hex(0, $"catalog|{type}", 32),
            name = type,
            type,
            endpoints = new[] { new { id = Seeded.Hex(0, $"endpoint|{type}", 32), @interface = "public", region = tenant.Project, region_id = tenant.Project, url } },
        };
    }

    private static string Time(long nanoseconds) => SandboxClock.FromNanoseconds(nanoseconds).UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
