using System.Globalization;

using Portal.Bff.Iam;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Sessions.OpenId;

namespace Portal.Bff.Sessions;

/// <summary>Deletes expired sessions and tokens. Nothing depends on it: what has expired counts as gone.</summary>
internal sealed class SessionCleanup(SessionStore sessions, TokenStore tokens, UsedLogoutTokens logouts) : IBackgroundJob
{
    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        var (ended, expired) = (await sessions.CleanUpAsync(cancellationToken), await tokens.CleanUpAsync(cancellationToken));
        await logouts.CleanUpAsync(cancellationToken);
        return ended + expired == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{ended} sessions, {expired} tokens");
    }
}
