namespace Bcs.Api.Client;

/// <summary>What an answer may cost at most, in bytes and in time: whoever answers may be hostile, or something in between broken.</summary>
internal static class AnswerLimits
{
    /// <summary>An answer that is held, in bytes.</summary>
    public const long Held = 32 * 1024 * 1024;

    /// <summary>An answer of IAM, and the body of an error, in bytes.</summary>
    public const long Small = 1024 * 1024;

    /// <summary>An answer that is read piece by piece, in bytes: six times a hundred thousand operation records.</summary>
    public const long Streamed = 512L * 1024 * 1024;

    /// <summary>An answer that is read piece by piece, in time.</summary>
    public static readonly TimeSpan StreamedFor = TimeSpan.FromMinutes(10);

    /// <summary>How long an answer that is read piece by piece may bring nothing.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A source that ends with the caller's token and after the client's time-out, which by itself ends with the headers of an answer that is
    /// not read whole by the client.
    /// </summary>
    public static CancellationTokenSource Deadline(HttpClient http, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (http.Timeout != Timeout.InfiniteTimeSpan)
        {
            source.CancelAfter(http.Timeout);
        }

        return source;
    }

    /// <summary>A whole body; throws <see cref="HttpRequestException"/> if it is longer than allowed.</summary>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, long most, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(most, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>The body of an error; empty if it is cut off or too long: the status says what there is to know.</summary>
    public static async Task<byte[]> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(response, Small, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return [];
        }
    }
}
