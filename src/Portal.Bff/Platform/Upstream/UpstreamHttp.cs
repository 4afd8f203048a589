using System.Diagnostics;

using Bcs.Api.Client;

using Portal.Bff.Platform.Settings;


namespace Portal.Bff.Platform.Upstream;

/// <summary>Section <c>Upstream</c>: how the cloud is reached.</summary>
[Settings("Upstream")]
internal sealed class UpstreamOptions
{
    /// <summary>How long the cloud may be silent until the outcome of a call counts as unclear. Default: 30 seconds.</summary>
    [Duration("01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a whole call may take, however busily the cloud sends, unless its answer streams to the caller. Default: twice <see cref="Timeout"/>.
    /// </summary>
    [Duration("02:00:00")]
    public TimeSpan? CallTimeout { get; init; }

    /// <summary>How long a file or a long list may stream to its caller. Default: 10 minutes.</summary>
    [Duration("1.00:00:00")]
    public TimeSpan StreamTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary><see cref="CallTimeout"/> or its default.</summary>
    public TimeSpan WholeCall => CallTimeout ?? Timeout * 2;

    /// <summary>How long IAM may take to answer. Default: 15 seconds.</summary>
    [Duration("01:00:00")]
    public TimeSpan IamTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long connecting may take. Default: 10 seconds.</summary>
    [Duration("01:00:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A PEM file with CA certificates that are trusted for the cloud besides those of the system. Default: none.</summary>
    [CertificateFile]
    public string? TrustFile { get; init; }

    /// <summary>Reach the cloud through the proxy that the environment names. Default: false.</summary>
    public bool UseSystemProxy { get; init; }

    /// <summary>True to reach clouds on other machines over plain http, as in a closed network of containers. Default: false.</summary>
    public bool AllowPlainUpstream { get; init; }
}

/// <summary>
/// The one transport to the cloud, for gateway, IAM and background work: no cookies, no redirects, no trace headers, so
/// that nothing but what the portal chose leaves, and only to the tenant's own endpoints.
/// </summary>
internal sealed class UpstreamHttp : IDisposable
{
    public UpstreamHttp(UpstreamOptions options, TrustedCertificates trusted) =>
        Invoker = new HttpMessageInvoker(new ConnectTimeoutHandler(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            UseCookies = false,
            UseProxy = options.UseSystemProxy,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = { RemoteCertificateValidationCallback = trusted.Accept },
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        }));

    /// <summary>Sends requests.</summary>
    public HttpMessageInvoker Invoker { get; }

    public void Dispose() => Invoker.Dispose();
}
