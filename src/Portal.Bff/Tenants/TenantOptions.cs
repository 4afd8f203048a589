using System.Text.RegularExpressions;

namespace Portal.Bff.Tenants;

/// <summary>One entry of section <c>Tenants</c>, keyed by the tenant's id.</summary>
internal sealed partial class TenantOptions
{
    public string? Name { get; init; }

    public string? Domain { get; init; }

    public string? Project { get; init; }

    public string? ProjectId { get; init; }

    public string? Region { get; init; }

    public string? IamEndpoint { get; init; }

    public string? BcsEndpoint { get; init; }

    public CredentialOptions? Credential { get; init; }

    public IReadOnlyList<GrantOptions> Grants { get; init; } = [];

    /// <summary>What is wrong with this entry, each in terms of the key to set.</summary>
    public IEnumerable<string> Problems(string id, IReadOnlySet<string> roles)
    {
        if (!TenantId().IsMatch(id))
        {
            yield return $"Tenants:{id}: the id has to match ^[a-z][a-z0-9-]{{1,31}}$.";
        }

        foreach (var (key, value) in new[] { ("Name", Name), ("Domain", Domain), ("Project", Project) })
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                yield return $"Tenants:{id}:{key} is not set.";
            }
        }

        foreach (var (key, value) in new[] { ("IamEndpoint", IamEndpoint), ("BcsEndpoint", BcsEndpoint) })
        {
            if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            {
                yield return $"Tenants:{id}:{key} is not an absolute http or https address.";
            }
        }

        if (Credential is { } credential && (string.IsNullOrEmpty(credential.User) || string.IsNullOrEmpty(credential.Password)))
        {
            yield return $"Tenants:{id}:Credential needs both User and Password.";
        }

        foreach (var grant in Grants)
        {
            if (string.IsNullOrWhiteSpace(grant.User) || grant.Role is null || !roles.Contains(grant.Role))
            {
                yield return $"Tenants:{id}:Grants: each needs a User and a Role of {string.Join(", ", roles.Order())}.";
            }
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex TenantId();
}

/// <summary>What the BFF signs in to IAM with for background work.</summary>
internal sealed class CredentialOptions
{
    public string? User { get; init; }

    public string? Password { get; init; }
}

/// <summary>A role of one user of the tenant's domain.</summary>
internal sealed class GrantOptions
{
    public string? User { get; init; }

    public string? Role { get; init; }
}
