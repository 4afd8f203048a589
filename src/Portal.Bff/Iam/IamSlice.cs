using Portal.Bff.Platform.Settings;
using Portal.Bff.Platform.Upstream;

namespace Portal.Bff.Iam;

/// <summary>Registration of tokens and of the transport to the cloud.</summary>
internal static class IamSlice
{
    public static IServiceCollection AddIam(this IServiceCollection services)
    {
        services.AddSettings<UpstreamOptions>();
        services.AddSingleton(p => TrustedCertificates.Load(p.GetRequiredService<UpstreamOptions>().TrustFile));
        services.AddSingleton<UpstreamHttp>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<AccessKeys>();
        services.AddSingleton<TokenVault>();
        services.AddSingleton<ITenantClients, TenantClients>();
        return services;
    }
}
