using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Portal.Access;

/// <summary>Registers everything that speaks to the BFF.</summary>
internal static class AccessSlice
{
    public static IServiceCollection AddBffAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<BffOptions>, BffOptionsRule>();
        services.AddOptions<BffOptions>().Bind(configuration.GetSection("Bff")).ValidateOnStart();
        services.AddSingleton<BffTransport>();
        services.AddSingleton<BffUserCache>();
        services.AddSingleton<SignInWays>();
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

    private sealed class BffOptionsRule : IValidateOptions<BffOptions>
    {
        public ValidateOptionsResult Validate(string? name, BffOptions options) =>
            options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
