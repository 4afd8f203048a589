using System.Reflection;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

using Portal.Bff.Gateway;
using Portal.Contracts;

namespace Portal.Bff.Host;

/// <summary>The description of the gateway's own API, <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddOperationTransformer<GatewayDescription>();
        options.AddOperationTransformer<TenantDescription>();
        options.AddSchemaTransformer(CodesAsync);
    });

    private static Task CodesAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { Name: "code" } property && property.DeclaringType == typeof(Problem))
        {
            schema.Enum = [.. typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => JsonValue.Create((string)f.GetValue(null)!))];
        }

        return Task.CompletedTask;
    }
}
