using Microsoft.AspNetCore.Authentication;

namespace Portal.Access;

/// <summary>Registers everything that speaks to the BFF.</summary>
internal static class AccessSlice
{
    public static IServiceCollection AddBffAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BffOptions>()
            .Bind(configuration.GetSection("Bff"))
            .Validate(
                o => o.Address is { IsAbsoluteUri: true, Scheme: "http" or "https" },
                "Bff:Address has to be the absolute http or https address of the BFF, for example http://127.0.0.1:5080")
            .ValidateOnStart();
        services.AddSingleton<BffTransport>();
        services.AddSingleton<BffUserCache>();
        services.AddSingleton<Handover>();
        services.AddScoped<CircuitSession>();
        services.AddScoped<SessionEnd>();
        services.AddScoped<UpstreamSignIn>();
        services.AddScoped<BffHttp>();
        services.AddScoped<BrowserFiles>();
        services.AddAuthentication(BffAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BffAuthenticationHandler>(BffAuthenticationHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        return services;
    }
}
