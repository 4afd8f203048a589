using Portal.Bff.Gateway;
using Portal.Bff.Live;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Features.Certificates;

/// <summary>Registration and mapping of the certificates that the portal handed out.</summary>
internal static class CertificatesSlice
{
    /// <summary>Adds the list and what fills it. Needs <c>AddOperations</c>; comes before <c>AddJobs</c>.</summary>
    public static IServiceCollection AddCertificates(this IServiceCollection services)
    {
        services.AddSettings<CertificateOptions>();
        services.AddSingleton<CertificateStore>();
        services.AddSingleton<CertificateWatch>();
        services.AddSingleton<IAnswerObserver>(s => s.GetRequiredService<CertificateWatch>());
        services.AddSingleton<ILostCallObserver>(s => s.GetRequiredService<CertificateWatch>());
        services.AddSingleton<IConnectionReplay, CertificateReplay>();
        services.AddBackgroundJob<SettleCertificates>("settle-certificates", TimeSpan.FromSeconds(2));
        return services;
    }

    /// <summary>Maps <c>/api/certificates</c>.</summary>
    public static void MapCertificates(this IEndpointRouteBuilder routes) => CertificateEndpoints.Map(routes);
}
