using System.Text.Json;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Bcs.Sandbox.Control;

/// <summary>Whose form answers have, under <c>/sandbox/dialect</c>.</summary>
internal static class DialectEndpoints
{
    public static void MapDialect(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/dialect", (SandboxWorld world) => Shown(world));
        sandbox.MapPut("/dialect", SetAsync);
    }

    private static async Task<Results<Ok<DialectSetting>, BadRequest<string>>> SetAsync(
        HttpRequest request, SandboxWorld world, IOptions<JsonOptions> json, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var name = Name((await reader.ReadToEndAsync(cancellationToken)).Trim(), json.Value.SerializerOptions);
        if (!Enum.TryParse<Dialect>(name, ignoreCase: true, out var dialect) || !Enum.GetNames<Dialect>().Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return TypedResults.BadRequest("dialect must be live or reference");
        }

        world.Dialect = dialect;
        return TypedResults.Ok(Shown(world));
    }

    private static string? Name(string body, JsonSerializerOptions json)
    {
        try
        {
            return body.StartsWith('{') ? JsonSerializer.Deserialize<DialectSetting>(body, json)?.Dialect : body.Trim('"');
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DialectSetting Shown(SandboxWorld world) => new(world.Dialect.ToString().ToLowerInvariant());
}
