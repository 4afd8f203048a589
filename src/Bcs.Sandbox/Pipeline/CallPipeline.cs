using System.Globalization;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Iam;

namespace Bcs.Sandbox.Pipeline;

/// <summary>What happens to every IAM and BCS call: noted, read, met by a fault rule or carried out, answered.</summary>
internal sealed class CallPipeline(CallLog calls, FaultTable faults, SandboxWorld world, SandboxClock clock, TimeProvider real)
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(60);

    private const string HtmlPage = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>The service is temporarily unavailable</h1></body></html>";

    /// <summary>Handles one call.</summary>
    /// <param name="context">The request.</param>
    /// <param name="operation">Name for fault rules and the record; null for an unknown route.</param>
    /// <param name="tenant">Tenant, if the path says it.</param>
    /// <param name="act">Carries out the call.</param>
    /// <param name="tenantOfBody">Finds the tenant in the body, where the path does not say it.</param>
    public async Task RunAsync(
        HttpContext context, string? operation, string? tenant, Func<CallInProgress, ReadOnlyMemory<byte>, Answer> act,
        Func<ReadOnlyMemory<byte>, string?>? tenantOfBody = null)
    {
        var entry = calls.Add(context.Request, operation);
        entry.Tenant = tenant;
        try
        {
            var body = await ReadBodyAsync(context.Request, context.RequestAborted);
            entry.BodyFields = BodyFields.Of(context.Request.ContentType, body);
            entry.Tenant ??= tenantOfBody?.Invoke(body);
            var fault = operation is null ? null : faults.Take(operation, entry.Tenant, context.Request.Method, entry.Path, world.Seed);
            var call = new CallInProgress(entry, fault);
            await PlayAsync(context, call, () => ActAsync(context, call, () => act(call, body)));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (BadHttpRequestException exception)
        {
            await SendAsync(context, entry, Answer.Refuse(
                exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? BcsFaults.TooLarge : BcsFaults.InvalidRequest with { Status = exception.StatusCode }));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return default;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    private async Task PlayAsync(HttpContext context, CallInProgress call, Func<Task<Answer>> act)
    {
        if (call.Fault is not { } fault)
        {
            await SendAsync(context, call.Entry, await act());
            return;
        }

        if (fault.LatencyMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(fault.LatencyMs), real, context.RequestAborted);
        }

        switch (fault)
        {
            case { DropBefore: true }:
                context.Abort();
                break;
            case { TimeoutBefore: true }:
                await HoldAsync(context);
                break;
            case { Html: true }:
                if (fault.Act)
                {
                    await act();
                }

                await SendAsync(context, call.Entry, Answer.Text(fault.Status ?? 502, "text/html; charset=utf-8", HtmlPage));
                break;
            case { Status: { } status }:
                await SendAsync(context, call.Entry, Injected(call.Entry.Operation, fault, status));
                break;
            case { DropAfter: true }:
                await act();
                context.Abort();
                break;
            case { TimeoutAfter: true }:
                await act();
                await HoldAsync(context);
                break;
            case { CutBody: true }:
                await SendPartAsync(context, call.Entry, await act());
                break;
            case { MalformedJson: true }:
                await SendAsync(context, call.Entry, await BreakAsync(await act(), context.RequestAborted));
                break;
            default:
                await SendAsync(context, call.Entry, await act());
                break;
        }
    }

    private async Task<Answer> ActAsync(HttpContext context, CallInProgress call, Func<Answer> act)
    {
        var answer = act();
        return world.Dialect == Dialect.Reference ? await ReferenceDialect.ApplyAsync(call.Entry.Operation, answer, clock.Now, context.RequestAborted) : answer;
    }

    private static Answer Injected(string? operation, FaultRule fault, int status)
    {
        var answer = (operation, fault.Code) switch
        {
            (FaultTable.Iam, _) => IamAnswers.Refuse(status, fault.Message ?? "Injected by a fault rule."),
            (_, { } code) => Answer.Refuse(new BcsFault(status, code, fault.Message ?? "Injected by a fault rule.")),
            _ => Answer.Text(status, "text/plain; charset=utf-8", fault.Message ?? "Injected by a fault rule."),
        };
        return fault.RetryAfterSeconds is { } seconds
            ? answer with { Headers = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) } }
            : answer;
    }

    private async Task HoldAsync(HttpContext context)
    {
        await Task.Delay(LongestHold, real, context.RequestAborted);
        context.Abort();
    }

    private async Task SendAsync(HttpContext context, CallEntry entry, Answer answer)
    {
        Note(context, entry, answer);
        await answer.SendAsync(context);
    }

    private async Task SendPartAsync(HttpContext context, CallEntry entry, Answer answer)
    {
        var bytes = await answer.RenderAsync(context.RequestAborted);
        Note(context, entry, answer);
        await (answer with
        {
            Length = bytes.Length,
            WriteAsync = (stream, cancellationToken) => stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancellationToken).AsTask(),
        }).SendAsync(context);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private void Note(HttpContext context, CallEntry entry, Answer answer)
    {
        entry.Status = answer.Status;
        entry.Rows = answer.Rows;
        // Clients see by it how far the simulated clock is from theirs.
        context.Response.Headers.Date = clock.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        context.Response.Headers["X-Request-Id"] = Guid.NewGuid().ToString("N");
    }

    private static async Task<Answer> BreakAsync(Answer answer, CancellationToken cancellationToken)
    {
        var bytes = await answer.RenderAsync(cancellationToken);
        return Answer.Bytes(answer.Status, answer.ContentType, bytes[..^1]) with { Rows = answer.Rows };
    }
}
