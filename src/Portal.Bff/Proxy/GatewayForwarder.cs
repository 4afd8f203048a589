using System.Security.Cryptography;

using Bcs.Api.Catalogue;

using Microsoft.AspNetCore.Http.Features;

using Portal.Bff.Audit;
using Portal.Bff.Iam;

using Yarp.ReverseProxy.Forwarder;

namespace Portal.Bff.Proxy;

/// <summary>What forwarding a call brought.</summary>
/// <param name="PassRefused">Upstream refused token or signature; there is no answer to pass on.</param>
/// <param name="Status">Upstream's status; null unless the answer arrived whole.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Body">Its body, unless it was released.</param>
/// <param name="Released">True if it was a file, or too long to hold, and has gone to the caller already.</param>
/// <param name="Whole">True if it arrived to its end.</param>
/// <param name="File">The file that it was, if it was one and arrived whole.</param>
/// <param name="Kept">Holds the content of a short file until this is disposed; null without one.</param>
internal sealed record Forwarded(
    bool PassRefused, int? Status, string? ContentType, byte[] Body, bool Released, bool Whole, AuditFile? File, FileAnswer? Kept) : IDisposable
{
    /// <summary>What is in the file; empty if it was too long or nobody wants to look at it.</summary>
    public ReadOnlyMemory<byte> Content => Kept?.Content ?? default;

    public void Dispose() => Kept?.Dispose();
}

/// <summary>Sends one call upstream by YARP's forwarder and holds the answer back until it is whole, unless it is a file.</summary>
internal sealed class GatewayForwarder(IHttpForwarder forwarder, UpstreamHttp upstream, UpstreamOptions options)
{
    private readonly ForwarderRequestConfig _config = new() { ActivityTimeout = options.Timeout };

    /// <summary>Forwards a call.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="operation">What is called.</param>
    /// <param name="target">The whole upstream address.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="pass">Token or access key.</param>
    /// <param name="heldFile">How many bytes of a file are held to be looked at.</param>
    /// <param name="release">Called with the status before a long answer begins to stream; its failure ends the answer.</param>
    public async Task<Forwarded> ForwardAsync(
        HttpContext context, BcsOperation operation, Uri target, byte[] body, TokenLookup.Usable pass, int heldFile, Func<int?, Task> release)
    {
        var callerBody = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var lifetime = context.Features.Get<IHttpRequestLifetimeFeature>();
        var requestBody = context.Request.Body;
        using var transformer = new GatewayTransformer(operation, target, pass, Convert.ToHexStringLower(SHA256.HashData(body)), heldFile);
        Exception? failure = null;

        using var held = new HeldAnswer(callerBody, GatewayLimits.HeldAnswer, () => transformer.File, async () =>
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

            var whole = error is ForwarderError.None || transformer.PassRefused;
            return new Forwarded(
                transformer.PassRefused, whole ? transformer.Status : null, context.Response.ContentType, held.Held.ToArray(), held.Released, whole,
                whole ? transformer.File?.ToAudit() : null, whole ? transformer.TakeFile() : null);
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
