using Portal.Bff.Iam;
using Portal.Bff.Platform.Hosting;
using Portal.Bff.Sessions.OpenId;

namespace Portal.Bff.Sessions;

/// <summary>Deletes expired sessions and tokens every few minutes. Nothing depends on it: what has expired counts as gone.</summary>
internal sealed class SessionCleanup(SessionStore sessions, TokenStore tokens, UsedLogoutTokens logouts, TimeProvider time, ILogger<SessionCleanup> logger)
    : PeriodicService(TimeSpan.FromMinutes(10), time, logger)
{
    protected override async Task TickAsync(CancellationToken stoppingToken)
    {
        await sessions.CleanUpAsync(stoppingToken);
        await tokens.CleanUpAsync(stoppingToken);
        await logouts.CleanUpAsync(stoppingToken);
    }
}
