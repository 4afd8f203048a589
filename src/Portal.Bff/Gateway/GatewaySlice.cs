using Bcs.Api.Catalogue;

using Portal.Bff.Platform.Jobs;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>Registration of the gateway; its routes are the operation catalogue.</summary>
internal static class GatewaySlice
{
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        services.AddSingleton<CallRefusals>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<RepeatedCalls>();
        services.AddSingleton<GatewayForwarder>();
        services.AddSingleton<AnswerObservers>();
        services.AddSingleton<CallOutcomes>();
        services.AddSingleton<KeySettling>();
        services.AddSingleton<PassKeeping>();
        services.AddSingleton<AdmitStage>();
        services.AddSingleton<ReadStage>();
        services.AddSingleton<ClaimStage>();
        services.AddSingleton<RecordStage>();
        services.AddSingleton<SendStage>();
        services.AddSingleton<JudgeStage>();
        services.AddSingleton<SettleStage>();
        services.AddSingleton<AnswerStage>();
        services.AddSingleton<GatewayHandler>();
        services.AddBackgroundJob<IdempotencyCleanup>("clean-idempotency", TimeSpan.FromHours(1));
        return services;
    }

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        // For everybody: the handler itself refuses, and records whom.
        var handler = routes.ServiceProvider.GetRequiredService<GatewayHandler>();
        foreach (var operation in BcsOperations.All)
        {
            routes.MapMethods($"{BffRoutes.Gateway}/{{tenant}}{operation.Template}", [operation.Method], context => handler.HandleAsync(context, operation))
                .AllowAnonymous()
                .WithName(operation.Id)
                .WithMetadata([operation, .. GatewayDescription.Metadata(operation)])
                .WithTags("Gateway");
        }

        routes.Map($"{BffRoutes.Gateway}/{{**rest}}", handler.NotCataloguedAsync).AllowAnonymous().WithMetadata(new ExcludeFromDescriptionAttribute());
    }
}
