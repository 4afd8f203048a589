using Portal.Bff.Audit;
using Portal.Bff.Operations.Checking;

namespace Portal.Bff.Features.Certificates;

/// <summary>Which user certificate a freezing or unfreezing is about.</summary>
/// <param name="Tenant">Tenant id.</param>
/// <param name="BlockchainId">Service.</param>
/// <param name="Organization">Organisation.</param>
/// <param name="User">User of the certificate.</param>
/// <param name="Serial">Serial number of the certificate in the file that was sent along, or null.</param>
internal sealed record FreezeTarget(string Tenant, string BlockchainId, string Organization, string User, string? Serial)
{
    /// <summary>SHA-256 of the file, where nothing else is known of it. Without a file the certificate is meant that the service keeps.</summary>
    public string? FileSha256 { get; init; }

    /// <summary>What the audit log tells: of a file only its hash.</summary>
    public static FreezeTarget Recorded(AuditCall call) => new(call.Tenant, call.BlockchainId!, call.Organization!, call.User!, null)
    {
        FileSha256 = call.Request is null
            ? call.RequestSha256
            : UnclearRequest.Read<RecordedForm>(call.Request)?.Multipart?.FirstOrDefault(p => p is { FileName: not null })?.Sha256,
    };

    /// <summary>Those that may be meant. A file that is not as it was handed out may be each of the user's.</summary>
    /// <param name="ofUser">The user's generated certificates.</param>
    public IEnumerable<CertificateRow> Pick(List<CertificateRow> ofUser) =>
        Serial is not null ? ofUser.Where(c => c.Serial == Serial)
        : FileSha256 is null ? ofUser.Where(c => c.Hosted)
        : ofUser.Exists(c => c.Sha256 == FileSha256) ? ofUser.Where(c => c.Sha256 == FileSha256)
        : ofUser;

    private sealed record RecordedForm(IReadOnlyList<RecordedPart?>? Multipart);

    private sealed record RecordedPart(string? FileName, string? Sha256);
}
