using System.Security.Cryptography;

using Bcs.Api.Client;

using Microsoft.AspNetCore.Http.Features;

using Portal.Bff.Platform.Upstream;

using Yarp.ReverseProxy.Forwarder;

namespace Portal.Bff.Gateway;

/// <summary>Sends one call upstream by YARP's forwarder and holds the answer back until it is whole, unless it streams.</summary>
internal sealed class GatewayForwarder(IHttpForwarder forwarder, UpstreamHttp upstream, UpstreamOptions options, TimeProvider time)
{
    private readonly ForwarderRequestConfig _config = new() { ActivityTimeout = options.Timeout };

    /// <summary>Forwards a call.</summary>
    /// <param name="call">The call, with its address, its body and the right to make it.</param>
    /// <param name="heldFile">How many bytes of a file are held to be looked at.</param>
    /// <param name="release">Called with the status before an answer begins to stream; its failure ends the answer.</param>
    public async Task<Forwarded> ForwardAsync(GatewayCall call, int heldFile, Func<int?, Task> release)
    {
        var (context, operation, body) = (call.Context, call.Operation, call.Body);
        var caller = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var lifetime = context.Features.Get<IHttpRequestLifetimeFeature>();
        var detection = context.Features.Get<IHttpRequestBodyDetectionFeature>();
        var (requestBody, gone) = (context.Request.Body, context.RequestAborted);
        using var transformer = new GatewayTransformer(operation, call.Target, call.Pass, Convert.ToHexStringLower(SHA256.HashData(body)), heldFile);
        using var deadline = new CancellationTokenSource(options.WholeCall, time);
        Exception? failure = null;

        using var held = new HeldAnswer(caller, () => (transformer.Arrived, transformer.File), async () =>
        {
            try
            {
                await release(transformer.Status);
                deadline.CancelAfter(options.StreamTimeout);
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

            if (operation.Changes)
            {
                // Without content the transport sends a request again by itself if the connection ends unanswered.
                context.Features.Set<IHttpRequestBodyDetectionFeature>(new WithContent());
            }

            context.Request.Body = new MemoryStream(body, writable: false);
            context.Request.ContentLength = body.Length;
            var error = await forwarder.SendAsync(
                context, call.Target.GetLeftPart(UriPartial.Authority), upstream.Invoker, _config, transformer, deadline.Token);
            if (failure is not null)
            {
                throw failure;
            }

            // A file begins to stream with its first byte; one without any is no file.
            var whole = error is ForwarderError.None && transformer is { PassRefused: false, Arrived.Route: not AnswerRoute.Unread }
                && (transformer.File is null || held.Released);
            return new Forwarded
            {
                PassRefused = transformer.PassRefused,
                NotSent = transformer.Status is null ? NotSent.Reason(context.Features.Get<IForwarderErrorFeature>()?.Exception) : null,
                Cancelled = error is not ForwarderError.None && !operation.NeedsIntent && gone.IsCancellationRequested,
                Status = transformer.Status,
                RetryAfter = transformer.RetryAfter,
                Whole = whole,
                Body = whole ? held.Held.ToArray() : [],
                Released = held.Released,
                File = whole ? transformer.File?.ToAudit() : null,
                Kept = whole ? transformer.TakeFile() : null,
            };
        }
        finally
        {
            context.Request.Body = requestBody;
            context.Features.Set(caller);
            context.Features.Set(lifetime);
            context.Features.Set(detection);
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

    private sealed class WithContent : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
