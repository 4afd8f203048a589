namespace Portal.Features.Commands;

/// <summary>Registers the palette.</summary>
internal static class CommandsFeature
{
    public static IServiceCollection AddCommands(this IServiceCollection services) => services.AddScoped<Palette>();
}
