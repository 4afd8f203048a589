using System.Net;
using System.Text.Json;

using Bcs.Api.Json;

namespace Bcs.Api.Client;

/// <summary>Sends calls and reads what came back; repeats what may be repeated.</summary>
internal sealed class BcsTransport(
    HttpClient http, string projectId, string prefix, Func<HttpRequestMessage, CancellationToken, ValueTask>? prepare, BcsRetry retry)
{
    /// <summary>Reason of a call that used up its time.</summary>
    public const string TimedOut = "Timeout";

    private const string NotJson = "NotJson";

    /// <summary>The cloud's clock, to the second, with its last answer; null before one that told it.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Sends a call whose answer is JSON; an empty body gives an answer without values.</summary>
    public Task<BcsResult<T>> SendAsync<T>(BcsCall call, CancellationToken cancellationToken)
        where T : new() => RepeatAsync(call, ReadJsonAsync<T>, cancellationToken);

    /// <summary>Sends a call whose answer is a long list, and hands out its items while they come. If the result is no success, not all were handed out.</summary>
    /// <param name="call">A call that is sent once.</param>
    /// <param name="array">Name of the list in the answer.</param>
    /// <param name="each">Called for each item in its order.</param>
    /// <param name="keeps">True if the items are kept: the answer may then be no larger and take no longer than one that is held.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The number of items, or null if the answer has no such list.</returns>
    public Task<BcsResult<long?>> StreamAsync<TItem>(
        BcsCall call, string array, Func<TItem, ValueTask> each, bool keeps, CancellationToken cancellationToken) =>
        TryAsync(
            call,
            (response, ct) => ReadItemsAsync(response, array, each, keeps ? AnswerLimits.Held : AnswerLimits.Streamed, ct),
            keeps ? null : AnswerLimits.StreamedFor,
            cancellationToken);

    /// <summary>Sends a call whose answer is a file.</summary>
    public Task<BcsResult<BcsDownload>> DownloadAsync(BcsCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, (response, ct) => OpenFileAsync(call, response, ct), cancellationToken);

    private async Task<BcsResult<T>> RepeatAsync<T>(
        BcsCall call, Func<HttpResponseMessage, CancellationToken, Task<BcsResult<T>>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await TryAsync(call, read, null, cancellationToken);
            if (call.Operation.Changes || retry.WaitAfter(result, attempt) is not { } wait)
            {
                return result;
            }

            await Task.Delay(wait, retry.Time, cancellationToken);
        }
    }

    private async Task<BcsResult<T>> TryAsync<T>(
        BcsCall call, Func<HttpResponseMessage, CancellationToken, Task<BcsResult<T>>> read, TimeSpan? patience, CancellationToken cancellationToken)
    {
        // A change has content even where it has no body: without any, the transport sends it again by itself if the connection ends unanswered.
        using var request = new HttpRequestMessage(new HttpMethod(call.Operation.Method), call.ToUri(prefix, projectId))
        {
            Content = call.ToContent() ?? (call.Operation.Changes ? new ByteArrayContent([]) : null),
        };
        request.Options.Set(BcsClient.OperationKey, call.Operation.Id);
        if (prepare is not null)
        {
            await prepare(request, cancellationToken);
        }

        HttpResponseMessage? response = null;
        BcsResult<T>? result = null;
        using var deadline = AnswerLimits.Deadline(http, cancellationToken);
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            AnsweredAt = response.Headers.Date ?? AnsweredAt;
            if (patience is { } longer)
            {
                deadline.CancelAfter(longer);
            }

            return result = response.IsSuccessStatusCode ? await read(response, deadline.Token) : await ReadErrorAsync<T>(response, deadline.Token);
        }
        catch (HttpRequestException exception) when (response is null && NotSent.Reason(exception) is { } reason)
        {
            return new BcsResult<T>.NotSent(reason);
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

    private async Task<BcsResult<long?>> ReadItemsAsync<TItem>(
        HttpResponseMessage response, string array, Func<TItem, ValueTask> each, long most, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return new BcsResult<long?>.Ok(
                await JsonItems.ReadAsync(stream, array, each, most, AnswerLimits.Silence, retry.Time, cancellationToken), AuditId(response));
        }
        catch (JsonException)
        {
            return new BcsResult<long?>.Unclear(NotJson, (int)response.StatusCode);
        }
    }

    private static async Task<BcsResult<T>> ReadJsonAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
        where T : new()
    {
        var bytes = await AnswerLimits.ReadAsync(response, AnswerLimits.Held, cancellationToken);
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
        if (response.Content.Headers.ContentLength == 0
            || (response.Content.Headers.ContentType?.MediaType is { } type && (type.Contains("html", StringComparison.Ordinal) || type == "application/json")))
        {
            return new BcsResult<BcsDownload>.Unclear("NotFile", (int)response.StatusCode);
        }

        var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var auditId = AuditId(response);
        return new BcsResult<BcsDownload>.Ok(new BcsDownload(response, content, call.Operation.Id + ".zip", auditId), auditId);
    }

    private static async Task<BcsResult<T>> ReadErrorAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await AnswerLimits.ReadErrorAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        if (BcsErrorReader.Read(status, bytes) is { } error)
        {
            return new BcsResult<T>.Refused(error with { AuditId = AuditId(response), RetryAfter = RetryAfter(response) });
        }

        // A 4xx proves that nothing was done even where its body is not understood; a 5xx proves nothing.
        return response.StatusCode < HttpStatusCode.InternalServerError
            ? new BcsResult<T>.Refused(
                new BcsError(status, "", response.ReasonPhrase ?? "") { AuditId = AuditId(response), RetryAfter = RetryAfter(response) })
            : new BcsResult<T>.Unclear(NotJson, status) { RetryAfter = RetryAfter(response) };
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
