using Portal.Bff.Iam;
using Portal.Bff.Platform.Data;

namespace Portal.Bff.Gateway;

/// <summary>What becomes of a token that the cloud refuses. A 401 proves that it did nothing.</summary>
internal sealed partial class PassKeeping(TokenVault tokens, ILogger<PassKeeping> logger)
{
    /// <summary>Drops the token of a call, so that no other call is sent with it.</summary>
    public async Task TryRejectAsync(GatewayCall call)
    {
        try
        {
            await tokens.RejectAsync(call.Session, call.Tenant.Id, call.Pass, CancellationToken.None);
        }
        catch (Exception exception) when (DbErrors.IsStorage(exception))
        {
            LogPassKept(logger, call.Tenant.Id, exception);
        }
    }

    /// <summary>What asking for another token gives in place of the one that was refused, or null: the tenant's own is renewed without anybody being asked, a person's needs the person.</summary>
    public async Task<TokenLookup?> RenewAsync(GatewayCall call)
    {
        if (!call.Session.ActsByTenant || call.Pass is not TokenLookup.Found)
        {
            return null;
        }

        await TryRejectAsync(call);
        try
        {
            return await tokens.ForSessionAsync(call.Session, call.Tenant, CancellationToken.None);
        }
        catch (Exception exception) when (DbErrors.IsStorage(exception))
        {
            return null;
        }
    }

    [LoggerMessage(174, LogLevel.Warning, "A token of tenant {Tenant} that the cloud refused could not be dropped; the next call that it is refused for drops it")]
    private static partial void LogPassKept(ILogger logger, string tenant, Exception exception);
}
