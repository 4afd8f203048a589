using System.Net;
using System.Text.Json;

namespace Bcs.Api.Client;

/// <summary>Sends calls and reads what came back; repeats what may be repeated.</summary>
internal sealed class BcsTransport(
    HttpClient http, string projectId, string prefix, Func<HttpRequestMessage, CancellationToken, ValueTask>? prepare, BcsRetry retry)
{
    /// <summary>Reason of a call that used up its time.</summary>
    public const string TimedOut = "Timeout";

    private const string NotJson = "NotJson";

    // A list of a hundred thousand operations has 70 MB; what is far longer comes from something that is not the cloud.
    private const long MostBytes = 256 * 1024 * 1024;

    /// <summary>Sends a call whose answer is JSON; an empty body gives an answer without values.</summary>
    public Task<BcsResult<T>> SendAsync<T>(BcsCall call, CancellationToken cancellationToken)
        where T : new() => RepeatAsync(call, ReadJsonAsync<T>, cancellationToken);

    /// <summary>Sends a call whose answer is a file.</summary>
    public Task<BcsResult<BcsDownload>> DownloadAsync(BcsCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, (response, ct) => OpenFileAsync(call, response, ct), cancellationToken);

    private async Task<BcsResult<T>> RepeatAsync<T>(
        BcsCall call, Func<HttpResponseMessage, CancellationToken, Task<BcsResult<T>>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await TryAsync(call, read, cancellationToken);
            if (call.Operation.Changes || retry.WaitAfter(result, attempt) is not { } wait)
            {
                return result;
            }

            await Task.Delay(wait, retry.Time, cancellationToken);
        }
    }

    private async Task<BcsResult<T>> TryAsync<T>(
        BcsCall call, Func<HttpResponseMessage, CancellationToken, Task<BcsResult<T>>> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Operation.Method), call.ToUri(prefix, projectId)) { Content = call.ToContent() };
        request.Options.Set(BcsClient.OperationKey, call.Operation.Id);
        if (prepare is not null)
        {
            await prepare(request, cancellationToken);
        }

        HttpResponseMessage? response = null;
        BcsResult<T>? result = null;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return result = response.IsSuccessStatusCode ? await read(response, cancellationToken) : await ReadErrorAsync<T>(response, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return new BcsResult<T>.Unclear(exception.HttpRequestError.ToString(), (int?)exception.StatusCode);
        }
        catch (IOException)
        {
            return new BcsResult<T>.Unclear("ResponseEnded", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BcsResult<T>.Unclear(TimedOut, null);
        }
        finally
        {
            // A file keeps its connection until it is read.
            if (result is not BcsResult<BcsDownload>.Ok)
            {
                response?.Dispose();
            }
        }
    }

    private static async Task<BcsResult<T>> ReadJsonAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
        where T : new()
    {
        await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (bytes.Length == 0)
        {
            return new BcsResult<T>.Ok(new T(), AuditId(response));
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes, BcsJson.Tolerant) is { } value
                ? new BcsResult<T>.Ok(value, AuditId(response))
                : new BcsResult<T>.Unclear(NotJson, (int)response.StatusCode);
        }
        catch (JsonException)
        {
            return new BcsResult<T>.Unclear(NotJson, (int)response.StatusCode);
        }
    }

    private static async Task<BcsResult<BcsDownload>> OpenFileAsync(BcsCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // What is neither file nor refusal comes from something between the cloud and us.
        if (response.Content.Headers.ContentType?.MediaType is { } type && (type.Contains("html", StringComparison.Ordinal) || type == "application/json"))
        {
            return new BcsResult<BcsDownload>.Unclear("NotFile", (int)response.StatusCode);
        }

        var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var auditId = AuditId(response);
        return new BcsResult<BcsDownload>.Ok(new BcsDownload(response, content, call.Operation.Id + ".zip", auditId), auditId);
    }

    private static async Task<BcsResult<T>> ReadErrorAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var status = (int)response.StatusCode;
        if (BcsErrorReader.Read(status, bytes) is { } error)
        {
            return new BcsResult<T>.Refused(error with { AuditId = AuditId(response), RetryAfter = RetryAfter(response) });
        }

        // A 4xx proves that nothing was done even where its body is not understood; a 5xx proves nothing.
        return response.StatusCode < HttpStatusCode.InternalServerError
            ? new BcsResult<T>.Refused(
                new BcsError(status, "", response.ReasonPhrase ?? "") { AuditId = AuditId(response), RetryAfter = RetryAfter(response) })
            : new BcsResult<T>.Unclear(NotJson, status);
    }

    private static string? AuditId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Audit-Id", out var ids) ? ids.FirstOrDefault() : null;

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when response.Headers.Date is { } now => date - now,
            _ => null,
        };
}
