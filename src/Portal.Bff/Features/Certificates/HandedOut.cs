using Portal.Bff.Audit;

namespace Portal.Bff.Features.Certificates;

/// <summary>A file with certificates on its way to a person.</summary>
/// <param name="Tenant">Tenant id.</param>
/// <param name="BlockchainId">Service.</param>
/// <param name="Organization">Organisation.</param>
/// <param name="User">User that it was asked for, or null.</param>
/// <param name="Kind">One of <see cref="Contracts.Certificates.CertificateKinds"/>.</param>
/// <param name="Hosted">True if the service keeps a copy.</param>
/// <param name="Facts">What is in it, or null if it could not be read.</param>
/// <param name="File">The file.</param>
/// <param name="By">Name of the person.</param>
/// <param name="AuditId">Audit record of the call.</param>
/// <param name="Reason">The reason that was given, or null.</param>
internal sealed record HandedOut(
    string Tenant, string BlockchainId, string Organization, string? User, string Kind, bool Hosted, CertificateFacts? Facts, AuditFile File, string By,
    string AuditId, string? Reason);
