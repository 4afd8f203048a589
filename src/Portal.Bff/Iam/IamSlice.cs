namespace Portal.Bff.Iam;

/// <summary>Registration of tokens and of the transport to the cloud.</summary>
internal static class IamSlice
{
    public static IServiceCollection AddIam(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Upstream").Get<UpstreamOptions>() ?? new UpstreamOptions());
        services.AddSingleton<UpstreamHttp>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<AccessKeys>();
        services.AddSingleton<TokenVault>();
        services.AddSingleton<ITenantClients, TenantClients>();
        return services;
    }
}
