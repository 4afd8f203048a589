using Bcs.Api.Catalogue;

using Microsoft.AspNetCore.Http.Features;

using Portal.Bff.Iam;

using Yarp.ReverseProxy.Forwarder;

namespace Portal.Bff.Proxy;

/// <summary>What forwarding a call brought.</summary>
/// <param name="TokenRefused">Upstream refused the token; there is no answer to pass on.</param>
/// <param name="Status">Upstream's status; null unless the answer arrived whole.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Body">Its body, unless it was released.</param>
/// <param name="Released">True if it was too long to hold and has gone to the caller already.</param>
/// <param name="Whole">True if it arrived to its end.</param>
internal sealed record Forwarded(bool TokenRefused, int? Status, string? ContentType, byte[] Body, bool Released, bool Whole);

/// <summary>Sends one call upstream by YARP's forwarder and holds the answer back until it is whole.</summary>
internal sealed class GatewayForwarder(IHttpForwarder forwarder, UpstreamHttp upstream, UpstreamOptions options)
{
    private readonly ForwarderRequestConfig _config = new() { ActivityTimeout = options.Timeout };

    /// <summary>Forwards a call.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="operation">What is called.</param>
    /// <param name="target">The whole upstream address.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="token">The token to send.</param>
    /// <param name="release">Called with the status before a long answer begins to stream; its failure ends the answer.</param>
    public async Task<Forwarded> ForwardAsync(
        HttpContext context, BcsOperation operation, Uri target, byte[] body, string token, Func<int?, Task> release)
    {
        var callerBody = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var lifetime = context.Features.Get<IHttpRequestLifetimeFeature>();
        var requestBody = context.Request.Body;
        var transformer = new GatewayTransformer(target, token);
        Exception? failure = null;

        using var held = new HeldAnswer(callerBody, GatewayLimits.HeldAnswer, async () =>
        {
            try
            {
                await release(transformer.Status);
            }
            catch (Exception exception)
            {
                failure = exception;
                throw;
            }
        });
        try
        {
            context.Features.Set<IHttpResponseBodyFeature>(held);
            if (operation.NeedsIntent)
            {
                context.Features.Set<IHttpRequestLifetimeFeature>(new Detached());
            }

            context.Request.Body = new MemoryStream(body, writable: false);
            context.Request.ContentLength = body.Length;
            var error = await forwarder.SendAsync(context, target.GetLeftPart(UriPartial.Authority), upstream.Invoker, _config, transformer);
            if (failure is not null)
            {
                throw failure;
            }

            var whole = error is ForwarderError.None || transformer.TokenRefused;
            return new Forwarded(
                transformer.TokenRefused, whole ? transformer.Status : null, context.Response.ContentType, held.Held.ToArray(), held.Released, whole);
        }
        finally
        {
            context.Request.Body = requestBody;
            context.Features.Set(callerBody);
            context.Features.Set(lifetime);
        }
    }

    /// <summary>A change is not given up because its caller hung up.</summary>
    private sealed class Detached : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort()
        {
        }
    }
}
