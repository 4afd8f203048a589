using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

using Portal.Bff.Identity;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Tenants;

/// <summary>Section <c>Tenants</c>: an entry for each tenant, named by its id, and beside them two settings for all.</summary>
[Settings("Tenants")]
internal sealed partial class TenantsOptions : Dictionary<string, TenantOptions>, IBoundSettings, IValidatableObject
{
    /// <summary>True to start without a tenant although some are stored: they are retired. Default: false, because settings that were forgotten look the same.</summary>
    public bool AllowNone { get; set; }

    /// <summary>Number of the configuration. Where several instances share a database, only a higher one than theirs retires what it does not name. Default: 0.</summary>
    [Amount(0, long.MaxValue)]
    public long Revision { get; set; }

    public void Bind(IConfigurationSection section)
    {
        AllowNone = section.GetValue<bool>(nameof(AllowNone));
        Revision = section.GetValue<long>(nameof(Revision));
        foreach (var entry in section.GetChildren().Where(c => c.GetChildren().Any() || !IsOwn(c.Key)))
        {
            this[entry.Key] = entry.Get<TenantOptions>() ?? new TenantOptions();
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Keys.Where(id => !TenantId().IsMatch(id)).Select(id => new ValidationResult("is no tenant: an id has to match ^[a-z][a-z0-9-]{1,31}$.", [id]));

    private static bool IsOwn(string key) =>
        key.Equals(nameof(AllowNone), StringComparison.OrdinalIgnoreCase) || key.Equals(nameof(Revision), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^[a-z][a-z0-9-]{1,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex TenantId();
}

/// <summary>One tenant of section <c>Tenants</c>.</summary>
internal sealed class TenantOptions
{
    [Needed, Text(256)]
    public string? Name { get; init; }

    [Needed, Text(256)]
    public string? Domain { get; init; }

    [Needed, Text(256)]
    public string? Project { get; init; }

    [Text(256)]
    public string? ProjectId { get; init; }

    [Text(256)]
    public string? Region { get; init; }

    [Needed, WebAddress]
    public string? IamEndpoint { get; init; }

    [Needed, WebAddress]
    public string? BcsEndpoint { get; init; }

    public CredentialOptions? Credential { get; init; }

    /// <summary>True to demand a reason for every download of keys.</summary>
    public bool RequireDownloadReason { get; init; }

    public IReadOnlyList<GrantOptions> Grants { get; init; } = [];
}

/// <summary>
/// What the BFF calls the cloud with for background work: a user's password, for which IAM gives tokens, or an access key,
/// with which every request for the tenant is signed.
/// </summary>
internal sealed class CredentialOptions : IValidatableObject
{
    [Text(256)]
    public string? User { get; init; }

    [Text(256)]
    public string? Password { get; init; }

    [Text(256)]
    public string? AccessKey { get; init; }

    [Text(256)]
    public string? SecretKey { get; init; }

    /// <summary>Short name of <see cref="AccessKey"/>.</summary>
    [Text(256)]
    public string? Ak { get; init; }

    /// <summary>Short name of <see cref="SecretKey"/>.</summary>
    [Text(256)]
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

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Problem is { } problem ? [new ValidationResult(problem)] : [];

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

/// <summary>A role of one person or of one group.</summary>
internal sealed class GrantOptions : IValidatableObject
{
    /// <summary>A user of the tenant's domain in IAM, or the whole id of a person who signs in elsewhere, such as <c>corp:00u1ab</c>.</summary>
    [Text(256)]
    public string? User { get; init; }

    /// <summary>A group of a provider of single sign-on: <c>group:provider:name</c>.</summary>
    [Text(256)]
    public string? Group { get; init; }

    [Needed, Text(64)]
    public string? Role { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        !Roles.Names.Contains(Role!) ? [new ValidationResult($"has to be one of {string.Join(", ", Roles.Names.Order())}.", [nameof(Role)])]
        : string.IsNullOrWhiteSpace(User) == string.IsNullOrEmpty(Group) ? [new ValidationResult("needs either User or Group.")]
        : Group is { Length: > 0 } && UserIds.ParseGroup(Group) is null ? [new ValidationResult("has to be a group such as group:corp:operators.", [nameof(Group)])]
        : [];

    /// <summary>To whom the role is given.</summary>
    /// <param name="domain">The tenant's domain.</param>
    public string HolderId(string domain) =>
        UserIds.ParseGroup(Group) ?? (User!.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? UserIds.Of(User[..end], User[(end + 1)..]) : UserIds.Iam(domain, User));
}
