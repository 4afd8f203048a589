using Portal.Features.Certificates;
using Portal.Features.Consortium;
using Portal.Features.Monitoring;

namespace Portal.Features.Overview;

/// <summary>Registers what the overview asks for things that wait.</summary>
internal static class AttentionSlice
{
    /// <summary>Adds the sources, in the order in which they stand among equals.</summary>
    public static IServiceCollection AddAttention(this IServiceCollection services)
    {
        services.AddScoped<AlarmReader>();
        services.AddScoped<IAttentionSource, AlarmAttention>();
        services.AddScoped<IAttentionSource, CertificateAttention>();
        services.AddScoped<IAttentionSource, InvitationAttention>();
        return services;
    }
}
