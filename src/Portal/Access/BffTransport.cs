using System.Net;

using Microsoft.Extensions.Options;

namespace Portal.Access;

/// <summary>The one pool of connections to the BFF. It keeps no cookies and follows no redirects: each request brings its own session.</summary>
internal sealed class BffTransport : IDisposable
{
    public BffTransport(IOptions<BffOptions> options)
        : this(options.Value.Address!, new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        })
    {
    }

    internal BffTransport(Uri address, HttpMessageHandler handler)
    {
        Address = address;
        Client = new HttpClient(handler) { BaseAddress = address };
    }

    /// <summary>Base address of the BFF.</summary>
    public Uri Address { get; }

    /// <summary>The client; requests add their own headers.</summary>
    public HttpClient Client { get; }

    public void Dispose() => Client.Dispose();
}
