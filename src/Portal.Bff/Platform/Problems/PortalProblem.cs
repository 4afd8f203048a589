using System.Diagnostics;
using System.Text.Json;

using Portal.Contracts;
using Portal.Contracts.Operations;

namespace Portal.Bff.Platform.Problems;

/// <summary>The portal's own refusals, as problem details with a stable code.</summary>
internal sealed record PortalProblem(int Status, string Code, string Title, string Detail) : IResult
{
    /// <summary>The missing action.</summary>
    public string? Action { get; init; }

    /// <summary>The operation that finds out.</summary>
    public OperationDto? Operation { get; init; }

    /// <summary>Why the cloud could not be asked, in a word.</summary>
    public string? Reason { get; init; }

    /// <summary>How long to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var problem = new Problem
        {
            Status = Status, Title = Title, Detail = Detail, Code = Code, Action = Action, Operation = Operation, Reason = Reason,
            TraceId = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier,
        };
        return httpContext.Response.WriteAsJsonAsync(problem, Json, "application/problem+json", httpContext.RequestAborted);
    }
}
