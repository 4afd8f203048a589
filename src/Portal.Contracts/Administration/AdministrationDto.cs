namespace Portal.Contracts.Administration;

/// <summary>Answer of <c>GET /api/administration</c>: what an administrator of a tenant wants to see at a glance.</summary>
/// <param name="Connection">How the portal reaches the tenant's cloud project.</param>
/// <param name="Rules">What holds for everybody in the tenant.</param>
/// <param name="Roles">What each role allows, as the gateway decides by it.</param>
public sealed record AdministrationDto(ConnectionDto Connection, RulesDto Rules, IReadOnlyList<RoleDto> Roles);

/// <summary>How the portal reaches a tenant's cloud project. It holds no secret.</summary>
/// <param name="Domain">IAM domain (account).</param>
/// <param name="Region">Region.</param>
/// <param name="Project">Name of the project.</param>
/// <param name="ProjectId">Its id; null until the cloud has told it.</param>
/// <param name="IamHost">Host of the identity service, with its port if that is not the usual one.</param>
/// <param name="BcsHost">Host of the Blockchain Service, likewise.</param>
/// <param name="Credential">One of <see cref="CredentialKinds"/>.</param>
/// <param name="Lists">What background work reads with the credential.</param>
public sealed record ConnectionDto(
    string Domain, string Region, string Project, string? ProjectId, string IamHost, string BcsHost, string Credential, IReadOnlyList<ListReadingDto> Lists);

/// <summary>How background work signs in for a tenant.</summary>
public static class CredentialKinds
{
    /// <summary>As an IAM user, by password.</summary>
    public const string Password = "password";

    /// <summary>With an access key that signs every request.</summary>
    public const string AccessKey = "access_key";

    /// <summary>There is none: nothing is read in the background.</summary>
    public const string None = "none";
}

/// <summary>One list that background work reads from the cloud.</summary>
/// <param name="List">One of <see cref="ReadLists"/>.</param>
/// <param name="AsOf">When it was last read, UTC; null if it never was.</param>
/// <param name="Reading">Whether it is known, what failed, and who has to act.</param>
public sealed record ListReadingDto(string List, DateTimeOffset? AsOf, Reading Reading);

/// <summary>The lists that are read in the background.</summary>
public static class ReadLists
{
    /// <summary>Services.</summary>
    public const string Services = "services";

    /// <summary>Operation records.</summary>
    public const string Operations = "operations";

    /// <summary>Invitations and members.</summary>
    public const string Consortia = "consortia";
}

/// <summary>What holds for everybody in a tenant.</summary>
/// <param name="RequireDownloadReason">True if every download of keys needs a reason.</param>
/// <param name="SessionIdleSeconds">A session ends after this long without a request.</param>
/// <param name="SessionAbsoluteSeconds">A session ends after this long whatever happens.</param>
/// <param name="SignInAttemptsPerMinute">Attempts to sign in to one account from one address.</param>
public sealed record RulesDto(bool RequireDownloadReason, long SessionIdleSeconds, long SessionAbsoluteSeconds, int SignInAttemptsPerMinute);

/// <summary>A role.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Actions">What it allows, expanded: no wildcards.</param>
public sealed record RoleDto(string Name, IReadOnlyList<string> Actions);
