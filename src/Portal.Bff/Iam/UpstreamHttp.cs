using System.Diagnostics;

namespace Portal.Bff.Iam;

/// <summary>Section <c>Upstream</c>: how the cloud is reached.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>How long one call may take until its outcome counts as unclear. Default: 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long IAM may take to answer. Default: 15 seconds.</summary>
    public TimeSpan IamTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long connecting may take. Default: 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reach the cloud through the proxy that the environment names. Default: false.</summary>
    public bool UseSystemProxy { get; init; }
}

/// <summary>
/// The one transport to the cloud, for gateway, IAM and background work: no cookies, no redirects, no trace headers, so
/// that nothing but what the portal chose leaves, and only to the tenant's own endpoints.
/// </summary>
internal sealed class UpstreamHttp : IDisposable
{
    public UpstreamHttp(UpstreamOptions options) =>
        Invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            UseCookies = false,
            UseProxy = options.UseSystemProxy,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        });

    /// <summary>Sends requests.</summary>
    public HttpMessageInvoker Invoker { get; }

    public void Dispose() => Invoker.Dispose();
}
