using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

using Portal.Bff.Access;

namespace Portal.Bff.Host;

/// <summary>Describes what each route within a tenant has in common: the tenant's name in the query, and the refusals of its rule.</summary>
internal sealed class TenantDescription : IOpenApiOperationTransformer
{
    private static readonly (string Status, string When)[] Refusals =
    [
        ("400", "The session has several tenants and the request names none (`tenant_required`), or a parameter is malformed."),
        ("401", "There is no session (`session_required`)."),
        ("403", "No grant allows the action in this tenant (`action_denied`)."),
        ("404", "The session has no such tenant (`tenant_unknown`), or there is no such thing in it."),
    ];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<TenantActionRequirement>().Any())
        {
            return Task.CompletedTask;
        }

        operation.Parameters = [.. operation.Parameters ?? [], new OpenApiParameter
        {
            Name = "tenant", In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Description = "Tenant id, one of the session's; may be left out by a session with one tenant.",
        }];
        operation.Responses ??= [];
        foreach (var (status, when) in Refusals)
        {
            operation.Responses.TryAdd(status, new OpenApiResponse { Description = when });
        }

        return Task.CompletedTask;
    }
}
