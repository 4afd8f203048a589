using Portal.Model.Administration;
using Portal.Model.Audit;
using Portal.Model.Certificates;
using Portal.Model.Consortia;
using Portal.Model.Forms;
using Portal.Model.Monitoring;
using Portal.Model.Notifications;
using Portal.Model.Operations;
using Portal.Model.Services;
using Portal.Model.Sessions;

namespace Portal.Model;

/// <summary>Registers the clients of the gateway, one a subject.</summary>
internal static class ModelSlice
{
    public static IServiceCollection AddClients(this IServiceCollection services) => services
        .AddScoped<OperationsClient>()
        .AddScoped<ServicesClient>()
        .AddScoped<CertificatesClient>()
        .AddScoped<ConsortiumClient>()
        .AddScoped<NotificationsClient>()
        .AddScoped<AuditClient>()
        .AddScoped<AdministrationClient>()
        .AddScoped<SessionsClient>()
        .AddScoped<FormsClient>()
        .AddScoped<AlarmReader>();
}
