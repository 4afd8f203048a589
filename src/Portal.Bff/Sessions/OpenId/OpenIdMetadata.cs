using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>The provider cannot be asked. Says nothing of the person who signs in.</summary>
internal sealed class ProviderAwayException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// What a provider says of itself: its addresses and keys. It is asked when somebody first needs it, so that the gateway starts without it, and again when a
/// token bears a key that is not known: whoever checks that token waits for the new ones. The library's own manager fetches them in the background, and
/// the first sign-in after a rotation would fail.
/// </summary>
internal sealed class OpenIdMetadata(OpenIdConnectOptions options, TimeProvider time)
    : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    /// <summary>So often in a minute somebody may have it asked again: what names an unknown key may come from anybody.</summary>
    public const int RefreshesAMinute = 10;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    // One that hangs keeps each who asks for ten seconds, one after the other.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private const string NoAnswer = "The provider does not answer.";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _lock = new();
    private volatile Known? _known;
    private bool _refresh;
    private DateTimeOffset _minute;
    private int _refreshes;
    private (DateTimeOffset Until, Exception Why)? _away;

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (Usable() is { } usable)
        {
            return usable;
        }

        await _gate.WaitAsync(cancel);
        try
        {
            return Usable() ?? (_away is { } away && away.Until > time.GetUtcNow() ? _known?.Configuration ?? throw new ProviderAwayException(NoAnswer, away.Why) : await AskAsync(cancel));
        }
        finally
        {
            _gate.Release();
        }
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    public override void RequestRefresh()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _minute >= TimeSpan.FromMinutes(1))
            {
                (_minute, _refreshes) = (now, 0);
            }

            _refresh |= ++_refreshes <= RefreshesAMinute;
        }
    }

    public void Dispose() => _gate.Dispose();

    private OpenIdConnectConfiguration? Usable()
    {
        lock (_lock)
        {
            return _known is { } known && !_refresh && time.GetUtcNow() - known.At < Lifetime ? known.Configuration : null;
        }
    }

    private async Task<OpenIdConnectConfiguration> AskAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            _refresh = false;
        }

        try
        {
            var address = options.MetadataAddress is { Length: > 0 } given ? given : options.Authority!.TrimEnd('/') + "/.well-known/openid-configuration";
            var retriever = new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata };
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancel);
            if (configuration is not { Issuer.Length: > 0, AuthorizationEndpoint.Length: > 0, TokenEndpoint.Length: > 0 })
            {
                throw new ProviderAwayException("The provider's description of itself lacks an address.");
            }

            _known = new Known(configuration, time.GetUtcNow());
            _away = null;
            return configuration;
        }
#pragma warning disable CA1031 // The library throws whatever its readers throw: each means the same.
        catch (Exception exception) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // What was known goes on: addresses stay for years, and a token with a new key is refused as long as it is unknown.
            _away = (time.GetUtcNow() + Rest, exception);
            return _known?.Configuration ?? throw new ProviderAwayException(NoAnswer, exception);
        }
    }

    private sealed record Known(OpenIdConnectConfiguration Configuration, DateTimeOffset At);
}
