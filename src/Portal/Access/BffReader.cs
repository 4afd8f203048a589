using System.Net.Http.Json;
using System.Text.Json;

using Bcs.Api.Client;

using Portal.Contracts;

namespace Portal.Access;

/// <summary>Calls the BFF's own API for one session.</summary>
internal static class BffReader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>One GET with the session's cookie.</summary>
    public static Task<BcsResult<T>> GetAsync<T>(BffTransport transport, SessionCookie cookie, string path, CancellationToken cancellationToken) =>
        SendAsync<T>(transport, cookie, HttpMethod.Get, path, null, cancellationToken);

    /// <summary>One GET without a session.</summary>
    public static Task<BcsResult<T>> GetAsync<T>(BffTransport transport, string path, CancellationToken cancellationToken) =>
        SendAsync<T>(transport, null, HttpMethod.Get, path, null, cancellationToken);

    /// <summary>One request with the session's cookie, or without one; its answer may be empty if <typeparamref name="T"/> is <see cref="Nothing"/>.</summary>
    public static async Task<BcsResult<T>> SendAsync<T>(
        BffTransport transport, SessionCookie? cookie, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: Json) };
        if (cookie is not null)
        {
            Authorize(request, cookie);
        }

        try
        {
            using var response = await transport.Client.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                if (Nothing.Instance is T nothing)
                {
                    return new BcsResult<T>.Ok(nothing, AuditId(response));
                }

                return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) is { } value
                    ? new BcsResult<T>.Ok(value, AuditId(response))
                    : new BcsResult<T>.Unclear("NotJson", (int)response.StatusCode);
            }

            var refusal = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return BcsErrorReader.Read((int)response.StatusCode, refusal) is { } error
                ? new BcsResult<T>.Refused(error with { AuditId = AuditId(response) })
                : new BcsResult<T>.Unclear("NotJson", (int)response.StatusCode);
        }
        catch (HttpRequestException exception) when (NotSent.Reason(exception) is { } reason)
        {
            return new BcsResult<T>.NotSent(reason);
        }
        catch (HttpRequestException exception)
        {
            return new BcsResult<T>.Unclear(exception.HttpRequestError.ToString(), (int?)exception.StatusCode);
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return new BcsResult<T>.Unclear("NotJson", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BcsResult<T>.Unclear("Timeout", null);
        }
    }

    /// <summary>Adds what every request to the BFF carries.</summary>
    public static void Authorize(HttpRequestMessage request, SessionCookie cookie)
    {
        request.Headers.Add("Cookie", cookie.Header);
        request.Headers.Add(BffHeaders.Csrf, "1");
        foreach (var (name, value) in cookie.Caller.Headers())
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string? AuditId(HttpResponseMessage response) =>
        response.Headers.TryGetValues(BffHeaders.AuditId, out var ids) ? ids.FirstOrDefault() : null;
}
