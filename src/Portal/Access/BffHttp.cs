using Bcs.Api.Client;

using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>
/// All calls of a circuit to the BFF. Two refusals are handled here for every page: an ended session leaves the page, and a
/// cloud sign-in that is needed again is asked for in place and the call repeated.
/// </summary>
internal sealed class BffHttp(
    BffTransport transport, CircuitSession session, SessionEnd sessionEnd, UpstreamSignIn upstreamSignIn, Handover handover, TimeProvider time)
{
    private static readonly TimeSpan HandoverTime = TimeSpan.FromSeconds(5);

    private HandoverBag? _bag;
    private DateTimeOffset _bagUntil;

    /// <summary>False while the page is made on the server: nobody can be asked anything then.</summary>
    public bool Interactive { get; private set; }

    /// <summary>Begins the making of a page on the server.</summary>
    /// <returns>The id under which its circuit finds what was read.</returns>
    public string? BeginPage()
    {
        if (session.Info is null || handover.Open(session.Cookie) is not { } bag)
        {
            return null;
        }

        _bag = bag.Answers;
        return bag.Id;
    }

    /// <summary>Begins the circuit of a page.</summary>
    public void BeginCircuit(string? handoverId)
    {
        Interactive = true;
        _bag = handoverId is null || session.Info is null ? null : handover.Take(handoverId, session.Cookie);
        _bagUntil = time.GetUtcNow() + HandoverTime;
    }

    /// <summary>Reads from the BFF's own API.</summary>
    /// <param name="path">Path and query, starting with a slash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<BcsResult<T>> GetAsync<T>(string path, CancellationToken cancellationToken = default)
    {
        if (Interactive && time.GetUtcNow() < _bagUntil && _bag?.Take<BcsResult<T>>(path) is { } handedOver)
        {
            return handedOver;
        }

        var result = await WithSession(() => BffReader.GetAsync<T>(transport, session.Cookie, path, cancellationToken));
        if (!Interactive && result is BcsResult<T>.Ok)
        {
            _bag?.Put(path, result);
        }

        return result;
    }

    /// <summary>Changes something in the BFF's own API.</summary>
    /// <param name="method">Method.</param>
    /// <param name="path">Path and query, starting with a slash.</param>
    /// <param name="body">What to send as JSON, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<T>> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken = default) =>
        WithSession(() => BffReader.SendAsync<T>(transport, session.Cookie, method, path, body, cancellationToken));

    /// <summary>Calls the cloud through the gateway.</summary>
    /// <param name="tenant">Tenant to act in.</param>
    /// <param name="call">The call to make.</param>
    /// <param name="idempotencyKey">Makes a change safe to send again; null for reads.</param>
    public Task<BcsResult<T>> CallAsync<T>(TenantDto tenant, Func<BcsClient, Task<BcsResult<T>>> call, string? idempotencyKey = null)
    {
        var client = new BcsClient(
            transport.Client, tenant.ProjectId, $"{BffRoutes.Gateway}/{Uri.EscapeDataString(tenant.Id)}",
            (request, _) =>
            {
                BffReader.Authorize(request, session.Cookie);
                if (idempotencyKey is not null)
                {
                    request.Headers.Add(BffHeaders.IdempotencyKey, idempotencyKey);
                }

                return ValueTask.CompletedTask;
            });
        return WithSession(() => call(client));
    }

    /// <summary>Makes a call; an ended session leaves the page, and a cloud sign-in that is needed again is asked for in place.</summary>
    public async Task<BcsResult<T>> WithSession<T>(Func<Task<BcsResult<T>>> call)
    {
        while (true)
        {
            var result = await call();
            switch ((result as BcsResult<T>.Refused)?.Error.Code)
            {
                case ProblemCodes.SessionRequired:
                    await sessionEnd.SignalAsync(Interactive);
                    return result;
                case ProblemCodes.UpstreamSignInRequired when Interactive && await upstreamSignIn.AskAsync():
                    continue;
                default:
                    return result;
            }
        }
    }
}
