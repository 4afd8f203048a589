using Portal.Bff.Platform.Data;

namespace Portal.Bff.Gateway;

/// <summary>Ends what a call does under its idempotency key. The caller has its answer whatever becomes of the key.</summary>
internal sealed partial class KeySettling(IdempotencyKeys keys, ILogger<KeySettling> logger)
{
    /// <summary>Gives the key back; does nothing without one.</summary>
    public Task ReleaseAsync(HeldKey? held) => TryAsync(held, keys.ReleaseAsync);

    /// <summary>Keeps the answer to be given again, or gives the key back where there is nothing to keep.</summary>
    public Task KeepAsync(HeldKey? held, int status, byte[]? kept) =>
        TryAsync(held, key => kept is null ? keys.ReleaseAsync(key) : keys.AnsweredAsync(key, status, "application/json", kept));

    private async Task TryAsync(HeldKey? held, Func<HeldKey, Task> settle)
    {
        if (held is null)
        {
            return;
        }

        try
        {
            await settle(held);
        }
        catch (Exception exception) when (DbErrors.IsStorage(exception))
        {
            LogNotKept(logger, held.TenantId, exception);
        }
    }

    [LoggerMessage(171, LogLevel.Warning, "An idempotency key of tenant {Tenant} could not be kept")]
    private static partial void LogNotKept(ILogger logger, string tenant, Exception exception);
}
