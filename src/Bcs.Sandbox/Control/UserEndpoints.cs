using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Iam;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Bcs.Sandbox.Control;

/// <summary>Users of the accounts, under <c>/sandbox/users</c>.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapPost("/users/{domain}", Add);
        sandbox.MapPut("/users/{domain}/{user}", Set);
    }

    /// <summary>A user with what signs it in; no password is known of one that was added, only its hash.</summary>
    public static DemoUser Shown(TenantState tenant, UserState user) => new(
        user.Name, DemoTenants.IsUser(user.Name) ? DemoTenants.Password(tenant.Id, user.Name) : "", user.Role, user.AccessKey(tenant.Id),
        DemoTenants.SecretKey(tenant.Id, user.Name), user.Mfa ? DemoTenants.Passcode(tenant.Id, user.Name) : null);

    private static Results<Ok<DemoUser>, NotFound, BadRequest<string>> Add(string domain, NewUser asked, SandboxWorld world)
    {
        if (string.IsNullOrEmpty(asked.Name) || string.IsNullOrEmpty(asked.Password) || Refuse(asked.Role, asked.Policies) is not null)
        {
            return TypedResults.BadRequest(Refuse(asked.Role, asked.Policies) ?? "name and password must not be empty");
        }

        lock (world.Gate)
        {
            if (world.FindTenantByDomain(domain) is not { } tenant)
            {
                return TypedResults.NotFound();
            }

            if (tenant.Users.Exists(u => u.Name == asked.Name))
            {
                return TypedResults.BadRequest($"{asked.Name} exists");
            }

            var user = new UserState { Id = Seeded.Hex(0, $"user|{tenant.Id}|{asked.Name}", 32), Name = asked.Name, Role = asked.Role ?? Roles.ReadOnly, Policies = asked.Policies };
            user.SetPassword(asked.Password);
            tenant.Users.Add(user);
            world.Changed();
            return TypedResults.Ok(Shown(tenant, user));
        }
    }

    private static Results<NoContent, NotFound, BadRequest<string>> Set(string domain, string user, UserSetting setting, SandboxWorld world)
    {
        if (setting.Password is "" || Refuse(setting.Role, setting.Policies) is not null)
        {
            return TypedResults.BadRequest(Refuse(setting.Role, setting.Policies) ?? "password must not be empty");
        }

        lock (world.Gate)
        {
            if (world.FindTenantByDomain(domain) is not { } tenant || tenant.Users.Find(u => u.Name == user) is not { } found)
            {
                return TypedResults.NotFound();
            }

            Apply(setting, found);
            if (setting is not { Password: null, Role: null, Policies: null })
            {
                world.RevokeTokens(tenant.Id, user);
            }

            world.Changed();
            return TypedResults.NoContent();
        }
    }

    private static void Apply(UserSetting setting, UserState user)
    {
        user.Locked = setting.Locked ?? user.Locked;
        user.Disabled = setting.Disabled ?? user.Disabled;
        user.Mfa = setting.Mfa ?? user.Mfa;
        if (setting.Password is { } password)
        {
            user.SetPassword(password);
        }

        if (setting.Role is { } role)
        {
            user.Role = role;
            user.Policies = null;
        }

        user.Policies = setting.Policies ?? user.Policies;
    }

    private static string? Refuse(string? role, List<PolicyDocument>? policies) =>
        role is not null && !Permissions.RoleNames.Contains(role) ? $"role must be one of: {string.Join(", ", Permissions.RoleNames)}" : Permissions.Check(policies ?? []);
}
