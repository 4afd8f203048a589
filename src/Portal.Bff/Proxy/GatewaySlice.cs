using Bcs.Api.Catalogue;

using Portal.Bff.Jobs;
using Portal.Contracts;

namespace Portal.Bff.Proxy;

/// <summary>Registration of the gateway; its routes are the operation catalogue.</summary>
internal static class GatewaySlice
{
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<GatewayGate>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<RepeatedCalls>();
        services.AddSingleton<GatewayForwarder>();
        services.AddSingleton<AnswerObservers>();
        services.AddSingleton<CallOutcomes>();
        services.AddSingleton<KeySettling>();
        services.AddSingleton<GatewayCalls>();
        services.AddSingleton<GatewayHandler>();
        services.AddBackgroundJob<IdempotencyCleanup>("clean-idempotency", TimeSpan.FromHours(1));
        return services;
    }

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        var handler = routes.ServiceProvider.GetRequiredService<GatewayHandler>();
        foreach (var operation in BcsOperations.All)
        {
            routes.MapMethods($"{BffRoutes.Gateway}/{{tenant}}{operation.Template}", [operation.Method], context => handler.HandleAsync(context, operation))
                .WithName(operation.Id)
                .WithMetadata([operation, .. GatewayDescription.Metadata(operation)])
                .WithTags("Gateway");
        }

        routes.Map($"{BffRoutes.Gateway}/{{**rest}}", handler.NotCataloguedAsync).WithMetadata(new ExcludeFromDescriptionAttribute());
    }
}
