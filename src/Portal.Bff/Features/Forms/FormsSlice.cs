namespace Portal.Bff.Features.Forms;

/// <summary>Registration and mapping of what people keep of forms: drafts of their own, templates of their tenant.</summary>
internal static class FormsSlice
{
    /// <summary>Adds the stores.</summary>
    public static IServiceCollection AddForms(this IServiceCollection services) =>
        services.AddSingleton<DraftStore>().AddSingleton<TemplateStore>();

    /// <summary>Maps <c>/api/drafts</c> and <c>/api/templates</c>.</summary>
    public static void MapForms(this IEndpointRouteBuilder routes)
    {
        DraftEndpoints.Map(routes);
        TemplateEndpoints.Map(routes);
    }
}
