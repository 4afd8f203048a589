using Portal.Contracts.Session;
using Portal.Features.Monitoring;
using Portal.Model.Monitoring;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Monitoring;

/// <summary>Reads the alarms. What they mean is part of the health of their services, so they make no entries of their own.</summary>
internal sealed class AlarmAttention(AlarmReader reader) : IAttentionSource
{
    /// <inheritdoc/>
    public bool Applies(TenantDto tenant) => AlarmReader.Applies(tenant);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken) =>
        await reader.ReadAsync(tenant.Id, cancellationToken) is { Reading.IsRead: true } ? [] : null;
}
