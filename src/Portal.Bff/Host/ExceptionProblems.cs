using Microsoft.AspNetCore.Diagnostics;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Host;

/// <summary>The one place where exceptions become answers. None of their text leaves.</summary>
internal sealed partial class ExceptionProblems(AuditHealth health, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    // Of this request only: an earlier one under its key may have been sent, and that is not known where the key could not be read.
    private const string SameKey =
        "Repeat a change under the same idempotency key: an earlier attempt under it may have been sent. Try again in a moment; if it lasts, tell the portal's operators.";

    private static readonly PortalProblem AuditUnavailable = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.AuditUnavailable, "The portal cannot write its audit log.",
        "What it cannot record it does not do, so this request changed nothing in the cloud. " + SameKey)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private static readonly PortalProblem StorageUnavailable = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.StorageUnavailable, "The portal's database does not answer.",
        "This request changed nothing in the cloud. " + SameKey)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private static readonly PortalProblem OutcomeOpen = new(
        StatusCodes.Status504GatewayTimeout, ProblemCodes.OutcomeUnknown, "It is not known yet whether the change was made.",
        "It was sent to the cloud, and then the portal's database failed. The portal finds out what became of it as soon as it can, and the audit record "
        + "that this answer names will say it. Do not send the change again under another key.");

    private static readonly PortalProblem AnswerWithheld = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.AnswerWithheld, "The cloud's answer could not be recorded.",
        "The cloud was asked and nothing was changed. What the portal cannot record it does not show. Try again in a moment; if it lasts, tell the portal's operators.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private static readonly PortalProblem Internal = new(
        StatusCodes.Status500InternalServerError, ProblemCodes.Internal, "Something went wrong in the portal.",
        "Give the trace id to the portal's operators.");

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (IsOfTheRequest(exception))
        {
            var status = (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
            await new PortalProblem(status, status == StatusCodes.Status413PayloadTooLarge ? ProblemCodes.BodyTooLarge : ProblemCodes.BadRequest, "The request is not understood.", "Check its parameters and its body.")
                .ExecuteAsync(httpContext);
            return true;
        }

        if (DbErrors.IsOutage(exception))
        {
            // The log is in the same database: its writer finds out by itself whether it can still record.
            health.Doubt();
        }

        var problem = exception is AuditUnavailableException || DbErrors.IsStorage(exception) ? Unstored(httpContext, exception) : Internal;
        LogFailed(logger, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName, problem.Code, exception);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The request could not be read: the server and its form reader say so with exceptions of several types.</summary>
    private static bool IsOfTheRequest(Exception exception) =>
        exception is BadHttpRequestException
        || (exception is IOException or InvalidDataException && exception.Source?.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) is true);

    private static PortalProblem Unstored(HttpContext context, Exception exception) =>
        context.Features.Get<SentToCloud>() is { } sent ? sent.Changes ? OutcomeOpen : AnswerWithheld
        : exception is AuditUnavailableException || context.Request.Path.StartsWithSegments(BffRoutes.Gateway) ? AuditUnavailable
        : StorageUnavailable;

    [LoggerMessage(110, LogLevel.Error, "{Method} {Endpoint} ended with {Code}")]
    private static partial void LogFailed(ILogger logger, string method, string? endpoint, string code, Exception exception);
}
