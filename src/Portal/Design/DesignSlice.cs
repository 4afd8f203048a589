using MudBlazor;
using MudBlazor.Services;

namespace Portal.Design;

/// <summary>What the controls of the portal are made of.</summary>
internal static class DesignSlice
{
    /// <summary>Adds the component library, its words in both languages, and the short messages.</summary>
    public static IServiceCollection AddDesign(this IServiceCollection services)
    {
        services.AddMudServices();
        services.AddTransient<MudLocalizer, LibraryTexts>();
        services.AddScoped<Toasts>();
        return services;
    }
}
