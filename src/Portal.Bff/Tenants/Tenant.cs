namespace Portal.Bff.Tenants;

/// <summary>A tenant as the rest of the BFF sees it: an immutable snapshot without secrets.</summary>
internal sealed record Tenant(
    string Id, string Name, string Domain, string Project, string? ProjectId, string Region, Uri IamEndpoint, Uri BcsEndpoint, bool HasCredential);
