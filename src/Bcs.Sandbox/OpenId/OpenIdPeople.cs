using System.Security.Cryptography;
using System.Text;

using Bcs.Sandbox.Engine;

namespace Bcs.Sandbox.OpenId;

/// <summary>Somebody who has an account at the provider and none in IAM.</summary>
/// <param name="Tenant">Tenant of the person's company.</param>
/// <param name="Name">First part of the name to sign in with; the second is the company's domain.</param>
/// <param name="FullName">Name to show.</param>
/// <param name="Group">The person's group.</param>
internal sealed record OpenIdPerson(string Tenant, string Name, string FullName, string Group)
{
    /// <summary>What the provider calls the person for ever.</summary>
    public string Subject => Seeded.Hex(0, $"openid|{Tenant}|{Name}", 32);

    /// <summary>The password.</summary>
    public string Password => DemoTenants.Password(Tenant, Name);

    public bool HasPassword(string password) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(Password));
}

/// <summary>The people of the provider's own directory. They are no part of the cloud, so no reset and no state file knows them.</summary>
internal static class OpenIdPeople
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<OpenIdPerson> All { get; } = [new("harbor", "lin", "Lin Wei", "harbor-engineers")];

    /// <summary>One of a company's; null if there is no such person.</summary>
    public static OpenIdPerson? Find(string tenant, string name) => All.FirstOrDefault(p => p.Tenant == tenant && p.Name == name);
}
