using System.Net.Http.Json;

namespace Portal.AppHost;

/// <summary>A company in the sandbox cloud, as the sandbox lists it.</summary>
internal sealed record DemoTenant(string Tenant, string? Name, string Domain, string ProjectName, string ProjectId, IReadOnlyList<DemoUser> Users)
{
    /// <summary>The role that marks the account the gateway itself uses; it cannot sign in to the portal.</summary>
    public const string CredentialRole = "Credential";

    // A bank wants to know why somebody takes keys away; with it the demo shows both ways.
    private const string TenantWithReasons = "sunrise";

    /// <summary>Name under which the gateway knows the sandbox's OpenID provider.</summary>
    public const string Provider = "sandbox";

    /// <summary>People who have no account in the cloud and come through the provider.</summary>
    public IReadOnlyList<DemoPerson> SingleSignOn { get; init; } = [];

    /// <summary>People who can sign in to the portal with an account of the cloud.</summary>
    public IEnumerable<DemoUser> People => Users.Where(u => u.Role != CredentialRole);

    /// <summary>Asks a running sandbox.</summary>
    public static async Task<IReadOnlyList<DemoTenant>> ReadAsync(HttpClient client, Uri sandbox, CancellationToken stop) =>
        await client.GetFromJsonAsync<DemoTenant[]>(new Uri(sandbox, "/sandbox/demo"), stop)
        ?? throw new StartException($"{sandbox}sandbox/demo lists no tenants.", StartException.PartFailed);

    /// <summary>The gateway's settings for this tenant.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings(Uri sandbox)
    {
        var prefix = $"Tenants__{Tenant}__";
        yield return new(prefix + "Name", Name ?? Domain);
        yield return new(prefix + "Domain", Domain);
        yield return new(prefix + "Project", ProjectName);
        yield return new(prefix + "ProjectId", ProjectId);
        yield return new(prefix + "Region", ProjectName);
        yield return new(prefix + "IamEndpoint", sandbox.AbsoluteUri);
        yield return new(prefix + "BcsEndpoint", sandbox.AbsoluteUri);
        if (Tenant == TenantWithReasons)
        {
            yield return new(prefix + "RequireDownloadReason", "true");
        }

        if (Users.FirstOrDefault(u => u.Role == CredentialRole) is { } account)
        {
            yield return new(prefix + "Credential__User", account.Name);
            yield return new(prefix + "Credential__Password", account.Password);
        }

        foreach (var (index, person) in People.Index())
        {
            yield return new($"{prefix}Grants__{index}__User", person.Name);
            yield return new($"{prefix}Grants__{index}__Role", person.Role);
        }

        foreach (var (index, person) in SingleSignOn.DistinctBy(p => p.Group).Index())
        {
            yield return new($"{prefix}Grants__{People.Count() + index}__Group", $"group:{Provider}:{person.Group}");
            yield return new($"{prefix}Grants__{People.Count() + index}__Role", person.Role);
        }
    }
}

/// <summary>An account of a <see cref="DemoTenant"/>.</summary>
internal sealed record DemoUser(string Name, string Password, string Role);

/// <summary>Somebody whom only the OpenID provider knows.</summary>
internal sealed record DemoPerson(string Login, string Password, string Group, string Role);
