namespace Portal.Contracts.Session;

/// <summary>Answer of <c>GET /bff/user</c>.</summary>
/// <param name="User">The person.</param>
/// <param name="Session">The session, by its handle.</param>
/// <param name="Tenants">The tenants this session may act in.</param>
public sealed record UserInfo(UserDto User, SessionDto Session, IReadOnlyList<TenantDto> Tenants)
{
    /// <summary>Tenants in which the person has a role and that could not be entered when the session began; a new sign-in tries again.</summary>
    public IReadOnlyList<ShutTenantDto> Shut { get; init; } = [];
}

/// <summary>A tenant that the session could not enter.</summary>
/// <param name="Id">Tenant id.</param>
/// <param name="Name">Name of the company.</param>
/// <param name="Code">Code of the problem, such as <c>project_unknown</c>.</param>
/// <param name="Reason">Why the cloud could not be asked, in a word; null where the code says all.</param>
public sealed record ShutTenantDto(string Id, string Name, string Code, string? Reason);

/// <summary>A signed-in person.</summary>
/// <param name="Id">Stable id: <c>iam:{domain}/{name}</c> for an IAM account, <c>{provider}:{subject}</c> for single sign-on.</param>
/// <param name="Name">Name to show.</param>
/// <param name="Domain">IAM domain, or null for single sign-on.</param>
/// <param name="Provider"><c>iam</c> or the name of the provider.</param>
public sealed record UserDto(string Id, string Name, string? Domain, string Provider);

/// <summary>A session.</summary>
/// <param name="Id">Handle to show and to end it by; never the cookie.</param>
/// <param name="ExpiresAt">When it ends if nothing happens, UTC.</param>
public sealed record SessionDto(string Id, DateTimeOffset ExpiresAt);

/// <summary>A tenant of the session.</summary>
/// <param name="Id">Tenant id.</param>
/// <param name="Name">Name of the company.</param>
/// <param name="ProjectId">The cloud project.</param>
/// <param name="Roles">Roles of this person there.</param>
/// <param name="Actions">What those roles allow, expanded: no wildcards.</param>
public sealed record TenantDto(
    string Id, string Name, string ProjectId, IReadOnlyList<string> Roles, IReadOnlyList<string> Actions)
{
    /// <summary>True if every download of keys needs a reason there.</summary>
    public bool RequireDownloadReason { get; init; }
}

/// <summary>One of a person's sessions, as <c>GET /bff/sessions</c> lists them.</summary>
/// <param name="Id">Handle to end it by.</param>
/// <param name="CreatedAt">Sign-in, UTC.</param>
/// <param name="LastSeenAt">Last request, UTC, to the minute.</param>
/// <param name="ExpiresAt">End if nothing happens, UTC.</param>
/// <param name="Address">Address it was made from.</param>
/// <param name="UserAgent">Browser it was made with.</param>
/// <param name="Current">True for the session that asks.</param>
public sealed record SessionListItem(
    string Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt,
    string? Address, string? UserAgent, bool Current);

/// <summary>Which of a person's sessions <c>DELETE /bff/sessions?keep=</c> leaves alone. It has to be said, so that nobody is signed out by mistake.</summary>
public static class SessionsToKeep
{
    /// <summary>The session that asks goes on.</summary>
    public const string Current = "current";

    /// <summary>Every session ends.</summary>
    public const string None = "none";
}

/// <summary>Answer of <c>GET /bff/signin</c>: what there is beside the IAM account.</summary>
/// <param name="Providers">Providers of single sign-on.</param>
public sealed record SignInMethods(IReadOnlyList<SignInProvider> Providers);

/// <summary>A provider of single sign-on.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="DisplayName">Its name to show.</param>
/// <param name="Href">Where a sign-in begins; takes <c>?returnUrl=</c>.</param>
public sealed record SignInProvider(string Name, string DisplayName, string Href);

/// <summary>Body of <c>POST /bff/signin/iam</c>.</summary>
/// <param name="Domain">IAM domain (account name).</param>
/// <param name="User">IAM user name.</param>
/// <param name="Password">Password; forgotten when the request ends.</param>
/// <param name="Project">Project name, to narrow to its tenants; optional.</param>
public sealed record IamSignInRequest(string Domain, string User, string Password, string? Project = null);

/// <summary>Body of <c>POST /bff/signin/iam/renew</c>.</summary>
/// <param name="Password">The password of the session's own person.</param>
public sealed record IamRenewRequest(string Password);
