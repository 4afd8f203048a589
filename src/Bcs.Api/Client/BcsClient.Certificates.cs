using Bcs.Api.Catalogue;
using Bcs.Api.Certificates;

namespace Bcs.Api.Client;

/// <content>Calls about certificates and SDK configurations.</content>
public sealed partial class BcsClient
{
    /// <summary>Downloads an organisation's certificates, 5.1.9. The file holds private keys; dispose the download.</summary>
    public Task<BcsResult<BcsDownload>> DownloadCertificatesAsync(
        string blockchainId, string orgName, CertificateType type, CancellationToken cancellationToken = default) =>
        _transport.DownloadAsync(
            new BcsCall(BcsOperations.DownloadCertificates, ("blockchain_id", blockchainId)) { Query = [new("org_name", orgName), new("cert_type", type.ToString().ToLowerInvariant())] },
            cancellationToken);

    /// <summary>Downloads the SDK configuration, 5.1.10. Dispose the download.</summary>
    public Task<BcsResult<BcsDownload>> DownloadSdkConfigurationAsync(
        string blockchainId, SdkConfigurationRequest request, CancellationToken cancellationToken = default) =>
        _transport.DownloadAsync(new BcsCall(BcsOperations.DownloadSdkConfiguration, ("blockchain_id", blockchainId)) { Body = request }, cancellationToken);

    /// <summary>Generates a user certificate and downloads it, 5.1.11. The file holds a private key; dispose the download.</summary>
    public Task<BcsResult<BcsDownload>> GenerateUserCertificateAsync(
        string blockchainId, string orgName, string userName, GenerateUserCertificateRequest request, CancellationToken cancellationToken = default) =>
        _transport.DownloadAsync(
            new BcsCall(BcsOperations.GenerateUserCertificate, ("blockchain_id", blockchainId), ("org_name", orgName), ("user_name", userName)) { Body = request },
            cancellationToken);

    /// <summary>Unfreezes a user certificate, 5.1.12. Without a file it is the certificate that the service keeps; a file is a zip of at most 30 KB.</summary>
    public Task<BcsResult<UserCertificateResult>> UnfreezeUserCertificateAsync(
        string blockchainId, string orgName, string userName, FileUpload? certificate, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<UserCertificateResult>(
            new BcsCall(BcsOperations.UnfreezeUserCertificate, ("blockchain_id", blockchainId), ("org_name", orgName), ("user_name", userName)) { File = certificate },
            cancellationToken);

    /// <summary>Freezes a user certificate, 5.1.13. Without a file it is the certificate that the service keeps; a file is a zip of at most 30 KB.</summary>
    public Task<BcsResult<UserCertificateResult>> FreezeUserCertificateAsync(
        string blockchainId, string orgName, string userName, FileUpload? certificate, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<UserCertificateResult>(
            new BcsCall(BcsOperations.FreezeUserCertificate, ("blockchain_id", blockchainId), ("org_name", orgName), ("user_name", userName)) { File = certificate },
            cancellationToken);
}
