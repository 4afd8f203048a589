namespace Portal.Bff.Features.Administration;

/// <summary>Mapping of what administrators see.</summary>
internal static class AdministrationSlice
{
    /// <summary>Maps <c>/api/administration</c>.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder routes) => AdministrationEndpoints.Map(routes);
}
