using System.Globalization;

using Portal.Bff.Platform.Jobs;

namespace Portal.Bff.Gateway;

/// <summary>Deletes idempotency keys older than a day. Nothing depends on it: an older key counts as unused.</summary>
internal sealed class IdempotencyCleanup(IdempotencyKeys keys) : IBackgroundJob
{
    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        var deleted = await keys.CleanUpAsync(cancellationToken);
        return deleted == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{deleted} keys");
    }
}
