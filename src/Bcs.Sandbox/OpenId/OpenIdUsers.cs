using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.OpenId;

/// <summary>The users of all companies as the provider knows them, and its own people: they sign in as <c>admin@harbor-logistics</c>.</summary>
internal sealed class OpenIdUsers(SandboxWorld world)
{
    /// <summary>Tenant and name of the user whose password this is; null if it is not, or the user is locked or disabled.</summary>
    public (string Tenant, string User)? SignIn(string? login, string? password)
    {
        lock (world.Gate)
        {
            if (FindPerson(login) is { } person)
            {
                return password is not null && person.HasPassword(password) ? (person.Tenant, person.Name) : null;
            }

            return Find(login) is var (tenant, user) && password is not null && user.HasPassword(password) && user is { Locked: false, Disabled: false }
                ? (tenant.Id, user.Name)
                : null;
        }
    }

    /// <summary>Tenant and name of a user, or null.</summary>
    public (string Tenant, string User)? Identify(string? login)
    {
        lock (world.Gate)
        {
            return FindPerson(login) is { } person ? (person.Tenant, person.Name) : Find(login) is var (tenant, user) ? (tenant.Id, user.Name) : null;
        }
    }

    /// <summary>Claims about the user of a session; null if there is no such user any more.</summary>
    public Dictionary<string, object>? Claims(OpenIdSession session)
    {
        lock (world.Gate)
        {
            if (world.FindTenant(session.Tenant) is { } company && OpenIdPeople.Find(company.Id, session.User) is { } person)
            {
                return Told(person.Subject, $"{person.Name}@{company.Domain}", person.FullName, [company.Id, person.Group]);
            }

            if (world.FindTenant(session.Tenant) is not { } tenant || tenant.Users.Find(u => u.Name == session.User) is not { } user)
            {
                return null;
            }

            return Told(user.Id, $"{user.Name}@{tenant.Domain}", $"{user.Name} of {tenant.Name}", [tenant.Id, $"{tenant.Id}-{user.Role.ToLowerInvariant()}"]);
        }
    }

    private static Dictionary<string, object> Told(string subject, string login, string name, string[] groups) => new()
    {
        ["sub"] = subject, ["preferred_username"] = login, ["name"] = name, ["email"] = login + ".example", ["groups"] = groups,
    };

    private OpenIdPerson? FindPerson(string? login)
    {
        var at = login?.LastIndexOf('@') ?? -1;
        return at > 0 && world.FindTenantByDomain(login![(at + 1)..]) is { } tenant ? OpenIdPeople.Find(tenant.Id, login[..at]) : null;
    }

    private (TenantState Tenant, UserState User)? Find(string? login)
    {
        var at = login?.LastIndexOf('@') ?? -1;
        return at > 0 && world.FindTenantByDomain(login![(at + 1)..]) is { } tenant && tenant.Users.Find(u => u.Name == login[..at]) is { } user ? (tenant, user) : null;
    }
}
