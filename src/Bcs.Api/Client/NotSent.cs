namespace Bcs.Api.Client;

/// <summary>
/// Decides whether a failed call proves that nothing of it was sent: the one place for the gateway, IAM and background work. These errors of
/// <see cref="SocketsHttpHandler"/> arise while a connection is made, before a byte of the request is written. An error on a connection that
/// exists proves nothing.
/// </summary>
public static class NotSent
{
    /// <summary>Reason of a connection that was not made in time.</summary>
    public const string ConnectTimeout = "ConnectTimeout";

    /// <summary>Why nothing was sent, in a word; null if something may have been.</summary>
    public static string? Reason(Exception? exception) => exception switch
    {
        CallNotSentException notSent => notSent.Reason,
        HttpRequestException failure when Refused(failure) is { } refused => refused.Reason,
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError,
        } failed => failed.HttpRequestError.ToString(),
        _ => null,
    };

    // TLS may put its own exception around it.
    private static CertificateRefusedException? Refused(Exception? exception) => exception switch
    {
        null => null,
        CertificateRefusedException refused => refused,
        _ => Refused(exception.InnerException),
    };
}

/// <summary>Nothing of a call was sent.</summary>
/// <param name="reason">Why, in a word.</param>
/// <param name="inner">What happened, or null.</param>
public sealed class CallNotSentException(string reason, Exception? inner = null) : HttpRequestException($"Nothing was sent: {reason}.", inner)
{
    /// <summary>Why, in a word.</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// Tells a connection that was not made in time from a call that was not answered in time. It has to stand directly above
/// <see cref="SocketsHttpHandler"/>: there only the connect time-out is a cancellation that holds a <see cref="TimeoutException"/>, while
/// <see cref="HttpClient"/> gives its own time-out the same form.
/// </summary>
/// <param name="sockets">The transport.</param>
public sealed class ConnectTimeoutHandler(SocketsHttpHandler sockets) : DelegatingHandler(sockets)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException exception) when (exception.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw new CallNotSentException(NotSent.ConnectTimeout, exception);
        }
    }
}
