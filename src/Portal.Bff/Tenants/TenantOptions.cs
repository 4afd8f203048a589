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

    /// <summary>True to demand a reason for every download of keys.</summary>
    public bool RequireDownloadReason { get; init; }

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

        if (Credential?.Problem is { } problem)
        {
            yield return $"Tenants:{id}:Credential {problem}";
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

/// <summary>
/// What the BFF calls the cloud with for background work: a user's password, for which IAM gives tokens, or an access key,
/// with which every request for the tenant is signed.
/// </summary>
internal sealed class CredentialOptions
{
    public string? User { get; init; }

    public string? Password { get; init; }

    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    /// <summary>Short name of <see cref="AccessKey"/>.</summary>
    public string? Ak { get; init; }

    /// <summary>Short name of <see cref="SecretKey"/>.</summary>
    public string? Sk { get; init; }

    /// <summary>The access key id under whichever name, or null.</summary>
    public string? KeyId => Given(AccessKey) ?? Given(Ak);

    /// <summary>The secret key under whichever name, or null.</summary>
    public string? KeySecret => Given(SecretKey) ?? Given(Sk);

    /// <summary>What is wrong, or null; nothing given at all is no credential.</summary>
    public string? Problem => (Given(User), Given(Password), KeyId, KeySecret) switch
    {
        (null, null, null, null) or (not null, not null, null, null) or (null, null, not null, not null) => null,
        (null, null, _, _) => "needs both AccessKey and SecretKey, or User and Password.",
        (_, _, null, null) => "needs both User and Password.",
        _ => "is either User and Password or AccessKey and SecretKey, not both.",
    };

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

/// <summary>A role of one user of the tenant's domain.</summary>
internal sealed class GrantOptions
{
    public string? User { get; init; }

    public string? Role { get; init; }
}
