using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Diagnostics;

namespace Bcs.Sandbox.Control;

/// <summary>
/// The routes under <c>/sandbox</c>. What they do not understand they answer with 400 and the reason: somebody who mistypes a rule must not
/// believe that it is in force.
/// </summary>
internal static partial class ControlGroup
{
    private const string Root = "/sandbox";

    public static RouteGroupBuilder MapControlGroup(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Root);
        group.AddEndpointFilter((invocation, next) => IsForeign(invocation.HttpContext.Request)
            ? ValueTask.FromResult<object?>(TypedResults.Json("pages of other sites do not control this sandbox", statusCode: StatusCodes.Status403Forbidden))
            : next(invocation));
        group.AddEndpointFilterFactory((factory, next) =>
        {
            var known = factory.MethodInfo.GetParameters().Where(p => p.ParameterType.IsPrimitive).Select(p => p.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return invocation => invocation.HttpContext.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
                ? ValueTask.FromResult<object?>(TypedResults.BadRequest($"{unknown} is not known in a query here"))
                : next(invocation);
        });
        return group;
    }

    /// <summary>Bodies are read strictly, and a body that cannot be read is told to <see cref="RefuseAsync"/>.</summary>
    public static void AddControl(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            o.SerializerOptions.AllowDuplicateProperties = false;
        });
    }

    /// <summary>Answers a request to control that could not be read; false if the failure is another.</summary>
    public static async Task<bool> RefuseAsync(HttpContext context)
    {
        if (context.Features.Get<IExceptionHandlerFeature>() is not { Error: BadHttpRequestException bad } || !context.Request.Path.StartsWithSegments(Root))
        {
            return false;
        }

        await TypedResults.BadRequest(Reason(bad)).ExecuteAsync(context);
        return true;
    }

    /// <summary>Gives a reason to a body of another kind, which finds no route.</summary>
    public static void UseControl(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status415UnsupportedMediaType, HasStarted: false } && context.Request.Path.StartsWithSegments(Root))
        {
            await TypedResults.BadRequest("the body must be sent as application/json").ExecuteAsync(context);
        }
    });

    // A browser on this machine sends what any page asks it to, and names the page. Programs name none.
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [{ } origin, ..] && origin != $"{request.Scheme}://{request.Host}";

    /// <summary>What is wrong with a request.</summary>
    private static string Reason(BadHttpRequestException bad) => (bad, UnboundValue.Match(bad.Message)) switch
    {
        ({ InnerException: JsonException json }, _) => Reason(json),
        (_, { Success: true } value) => $"{value.Groups[1].Value} has a value that it cannot have",
        ({ StatusCode: StatusCodes.Status400BadRequest }, _) => "a JSON body is needed",
        _ => bad.Message,
    };

    /// <summary>What is wrong with a body, without the names of our types.</summary>
    private static string Reason(JsonException json) =>
        UnmappedMember.Match(json.Message) is { Success: true } member ? $"{member.Groups[1].Value} is not known here"
        : json.Path is { Length: > 2 } path ? $"{path[2..]} has a value that it cannot have"
        : "the body is not the JSON that is expected here";

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (\\w+)\"")]
    private static partial Regex UnboundValue { get; }

    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped")]
    private static partial Regex UnmappedMember { get; }
}
