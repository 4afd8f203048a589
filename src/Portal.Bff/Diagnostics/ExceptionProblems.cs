using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

using Portal.Bff.Audit;
using Portal.Bff.Data;
using Portal.Contracts;

namespace Portal.Bff.Diagnostics;

/// <summary>The one place where exceptions become answers. None of their text leaves.</summary>
internal sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    private static readonly PortalProblem AuditUnavailable = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.AuditUnavailable, "The portal cannot write its audit log.",
        "Nothing was sent to the cloud, because it could not have been recorded. Try again in a moment; if it lasts, tell the portal's operators.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private static readonly PortalProblem StorageUnavailable = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.StorageUnavailable, "The portal's database does not answer.",
        "Nothing was sent to the cloud. Try again in a moment; if it lasts, tell the portal's operators.")
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

        if (exception is BadHttpRequestException bad)
        {
            await new PortalProblem(bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? ProblemCodes.BodyTooLarge : ProblemCodes.BadRequest, "The request is not understood.", "Check its parameters and its body.")
                .ExecuteAsync(httpContext);
            return true;
        }

        var problem = exception switch
        {
            AuditUnavailableException => AuditUnavailable,
            DbUpdateException => StorageUnavailable,
            _ when DbErrors.IsUnavailable(exception) => StorageUnavailable,
            _ => Internal,
        };
        LogFailed(logger, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName, problem.Code, exception);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(110, LogLevel.Error, "{Method} {Endpoint} ended with {Code}")]
    private static partial void LogFailed(ILogger logger, string method, string? endpoint, string code, Exception exception);
}
