using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>The companies that the emulator knows from the start. Their ids do not depend on the seed, so that clients stay configured across a reset.</summary>
internal static class DemoTenants
{
    private const string Project = "cn-north-4";
    private const int IdLength = 32;

    private static readonly (string Id, string Name)[] Companies =
    [
        ("harbor", "Harbor Logistics"), ("meridian", "Meridian Foods"), ("sunrise", "Sunrise Bank"),
    ];

    private static readonly (string Name, string Role)[] Users =
    [
        ("admin", Roles.TenantAdmin), ("operator", Roles.Operator), ("viewer", Roles.ReadOnly), ("auditor", Roles.Auditor), ("portal", Roles.Credential),
    ];

    /// <summary>The companies without any service.</summary>
    public static List<TenantState> Create() => [.. Companies.Select(c => Create(c.Id, c.Name))];

    /// <summary>Whether every company has a user of this name from the start.</summary>
    public static bool IsUser(string name) => Users.Any(u => u.Name == name);

    /// <summary>Password that a demo user has at first.</summary>
    public static string Password(string tenant, string user) => $"{Capitalized(tenant)}-{Capitalized(user)}-SBXSECRET-1";

    /// <summary>Access key id of a demo user.</summary>
    public static string AccessKey(string tenant, string user) => Seeded.Hex(0, $"ak|{tenant}|{user}", 20).ToUpperInvariant();

    /// <summary>Secret access key of a demo user.</summary>
    public static string SecretKey(string tenant, string user) => "SBXSECRET" + Seeded.Hex(0, $"sk|{tenant}|{user}", IdLength);

    /// <summary>Passcode of a user's virtual MFA, six digits. A real one changes every half minute; this one stays, so that scripts can know it.</summary>
    public static string Passcode(string tenant, string user) =>
        ((int)(Seeded.Fraction(0, $"totp|{tenant}|{user}") * 1_000_000)).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A company with the usual users.</summary>
    public static TenantState Create(string id, string name) => new()
    {
        Id = id,
        Name = name,
        Domain = name.Replace(' ', '-').ToLowerInvariant(),
        DomainId = Seeded.Hex(0, $"domain|{id}", IdLength),
        Project = Project,
        ProjectId = Seeded.Hex(0, $"project|{id}", IdLength),
        Users = [.. Users.Select(u => Create(id, u.Name, u.Role))],
    };

    private static UserState Create(string tenant, string name, string role)
    {
        var user = new UserState { Id = Seeded.Hex(0, $"user|{tenant}|{name}", IdLength), Name = name, Role = role };
        user.SetPassword(Password(tenant, name));
        return user;
    }

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
