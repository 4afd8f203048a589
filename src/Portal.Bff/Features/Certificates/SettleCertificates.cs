using System.Globalization;

using Portal.Bff.Platform.Jobs;

namespace Portal.Bff.Features.Certificates;

/// <summary>Says of certificates that freezing or unfreezing them is in effect, once it is.</summary>
internal sealed class SettleCertificates(CertificateStore certificates) : IBackgroundJob
{
    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        var settled = await certificates.SettleAsync(cancellationToken);
        return settled == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{settled} certificates frozen or unfrozen");
    }
}
