namespace Portal.Bff.Tenants;

/// <summary>A tenant as the rest of the BFF sees it: an immutable snapshot without secrets.</summary>
internal sealed record Tenant(
    string Id, string Name, string Domain, string Project, string? ProjectId, string Region, Uri IamEndpoint, Uri BcsEndpoint, bool HasCredential)
{
    /// <summary>True if the credential is an access key: every request for the tenant is signed with it, and no token is asked for.</summary>
    public bool SignsRequests { get; init; }

    /// <summary>True if every download of keys needs a reason.</summary>
    public bool RequiresDownloadReason { get; init; }
}
