using Bcs.Api.Catalogue;
using Bcs.Api.Signing;

using Microsoft.Net.Http.Headers;

using Portal.Bff.Iam;

using Yarp.ReverseProxy.Forwarder;

namespace Portal.Bff.Gateway;

/// <summary>Builds the upstream request from nothing but the allow-lists, the tenant's endpoint and the right to call it.</summary>
/// <param name="operation">What is called.</param>
/// <param name="target">The whole upstream address.</param>
/// <param name="pass">Token or access key.</param>
/// <param name="bodySha256">Hash of the body, for the signature.</param>
/// <param name="heldFile">How many bytes of a file are held to be looked at.</param>
internal sealed class GatewayTransformer(BcsOperation operation, Uri target, TokenLookup.Usable pass, string bodySha256, int heldFile) : HttpTransformer, IDisposable
{
    /// <summary>True if upstream refused token or signature: the answer was not passed on.</summary>
    public bool PassRefused { get; private set; }

    /// <summary>The file that is coming, or null if the answer is none.</summary>
    public FileAnswer? File { get; private set; }

    /// <summary>Upstream's status, or null if none arrived.</summary>
    public int? Status { get; private set; }

    /// <summary>Upstream's <c>Retry-After</c>, or null.</summary>
    public string? RetryAfter { get; private set; }

    /// <summary>What becomes of the answer.</summary>
    public ArrivedAnswer Arrived { get; private set; } = new(AnswerRoute.Unread, 0);

    public override async ValueTask TransformRequestAsync(
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
            if (httpContext.Request.ContentLength > 0)
            {
                content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, httpContext.Request.ContentType ?? "application/json");
            }

            content.Headers.ContentLength = httpContext.Request.ContentLength;
        }

        proxyRequest.Headers.Host = null;
        proxyRequest.RequestUri = target;
        proxyRequest.Options.Set(RequestSigner.BodySha256Key, bodySha256);
        await pass.ApplyAsync(proxyRequest, cancellationToken);
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
            PassRefused = true;
            return new ValueTask<bool>(false);
        }

        foreach (var header in proxyResponse.Headers.NonValidated.Concat(proxyResponse.Content.Headers.NonValidated))
        {
            if (HeaderPolicy.Downstream.Contains(header.Key))
            {
                httpContext.Response.Headers[header.Key] = header.Value.ToArray();
            }
        }

        var headers = httpContext.Response.Headers;
        headers.CacheControl = "no-store";
        RetryAfter = headers.RetryAfter;
        Arrived = ArrivedAnswer.Decide(operation, Status.Value, headers.ContentType, proxyResponse.Content.Headers.ContentLength);
        if (Arrived.Route is AnswerRoute.File)
        {
            var name = FileAnswer.NameIn(headers.ContentDisposition);
            File = new FileAnswer(name, heldFile);
            (headers.ContentType, headers.ContentDisposition) = (FileAnswer.MediaType, FileAnswer.Attachment(name ?? operation.Id + ".zip"));
        }
        else
        {
            // The only type that an answer may have which is not a file; one that is something else is not passed on.
            headers.ContentType = "application/json";
            headers.Remove(HeaderNames.ContentDisposition);
        }

        return new ValueTask<bool>(Arrived.Route is not AnswerRoute.Unread);
    }

    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => default;

    /// <summary>Hands the file over to whoever looks at it; the transformer no longer disposes it.</summary>
    public FileAnswer? TakeFile()
    {
        var file = File;
        File = null;
        return file;
    }

    public void Dispose() => File?.Dispose();
}
