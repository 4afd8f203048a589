using Bcs.Api.Client;

using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>
/// All calls of a circuit to the BFF. Two refusals are handled here for every page: an ended session leaves the page, and a
/// cloud sign-in that is needed again is asked for in place and the call repeated.
/// </summary>
internal sealed class BffHttp(BffTransport transport, CircuitSession session, SessionEnd sessionEnd, UpstreamSignIn upstreamSignIn)
{
    /// <summary>Set by the root component once the page is interactive; before that nobody can be asked anything.</summary>
    public bool Interactive { get; set; }

    /// <summary>Reads from the BFF's own API.</summary>
    /// <param name="path">Path and query, starting with a slash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<T>> GetAsync<T>(string path, CancellationToken cancellationToken = default) =>
        WithSession(() => BffReader.GetAsync<T>(transport, session.Cookie, path, cancellationToken));

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

    private async Task<BcsResult<T>> WithSession<T>(Func<Task<BcsResult<T>>> call)
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
