using Microsoft.Net.Http.Headers;

using Yarp.ReverseProxy.Forwarder;

namespace Portal.Bff.Proxy;

/// <summary>Builds the upstream request from nothing but the allow-lists, the tenant's endpoint and the token.</summary>
internal sealed class GatewayTransformer(Uri target, string token) : HttpTransformer
{
    /// <summary>True if upstream refused the token: the answer was not passed on.</summary>
    public bool TokenRefused { get; private set; }

    /// <summary>Upstream's status, or null if none arrived.</summary>
    public int? Status { get; private set; }

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        foreach (var name in HeaderPolicy.Upstream)
        {
            if (httpContext.Request.Headers.TryGetValue(name, out var values) && values.Count > 0)
            {
                proxyRequest.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        if (proxyRequest.Content is { } content)
        {
            content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, httpContext.Request.ContentType ?? "application/json");
            content.Headers.ContentLength = httpContext.Request.ContentLength;
        }

        proxyRequest.Headers.TryAddWithoutValidation(HeaderPolicy.AuthToken, token);
        proxyRequest.Headers.Host = null;
        proxyRequest.RequestUri = target;
        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return new ValueTask<bool>(false);
        }

        Status = (int)proxyResponse.StatusCode;
        if (Status == StatusCodes.Status401Unauthorized)
        {
            TokenRefused = true;
            return new ValueTask<bool>(false);
        }

        foreach (var header in proxyResponse.Headers.NonValidated.Concat(proxyResponse.Content.Headers.NonValidated))
        {
            if (HeaderPolicy.Downstream.Contains(header.Key))
            {
                httpContext.Response.Headers[header.Key] = header.Value.ToArray();
            }
        }

        httpContext.Response.Headers.CacheControl = "no-store";
        return new ValueTask<bool>(true);
    }

    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => default;
}
