using Bcs.Api.Client;

using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>
/// The providers of single sign-on that people may come through, for those who are nobody yet. They are settings of the gateway: what it said is kept for half
/// a minute, and for longer if it does not answer, so that the form beside them never waits for it.
/// </summary>
internal sealed class SignInWays(BffTransport transport, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private volatile Known _known = new([], DateTimeOffset.MinValue);

    /// <summary>The providers, in the order in which they are offered.</summary>
    public async Task<IReadOnlyList<SignInProvider>> GetAsync()
    {
        if (time.GetUtcNow() - _known.At < Lifetime)
        {
            return _known.Providers;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            if (await BffReader.GetAsync<SignInMethods>(transport, BffRoutes.SignInMethods, limit.Token) is BcsResult<SignInMethods>.Ok { Value: var methods })
            {
                _known = new Known(methods.Providers, time.GetUtcNow());
            }
        }
        catch (OperationCanceledException)
        {
            // The form is there without them.
        }

        return _known.Providers;
    }

    private sealed record Known(IReadOnlyList<SignInProvider> Providers, DateTimeOffset At);
}
