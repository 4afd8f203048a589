using Bcs.Api.Catalogue;

using Portal.Shell;

namespace Portal.Features.Operations;

/// <summary>Registers the operations and their commands.</summary>
internal static class OperationsFeature
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton(new PortalPage("nav.operations", "operations", "o", BcsOperations.ListOperationRecords.Action, t => PortalUrls.Operations(t)))
        .AddScoped<IPaletteSource, OperationsPalette>();
}
