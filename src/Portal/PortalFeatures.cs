using Portal.Features.Account;
using Portal.Features.Administration;
using Portal.Features.Api;
using Portal.Features.Audit;
using Portal.Features.Certificates;
using Portal.Features.Commands;
using Portal.Features.Consortium;
using Portal.Features.Monitoring;
using Portal.Features.Notifications;
using Portal.Features.Operations;
using Portal.Features.Overview;
using Portal.Features.Services;
using Portal.Shell;

namespace Portal;

/// <summary>The features of the portal. Each registers its pages, its commands, what waits in it and its forms; nothing else names it.</summary>
internal static class PortalFeatures
{
    /// <summary>Adds all features in the order in which their pages and commands stand.</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddSingleton<PortalPages>()
        .AddSingleton<LinkNeeds>()
        .AddSingleton<TryAgain>()
        .AddCommands()
        .AddOverview()
        .AddServices()
        .AddMonitoring()
        .AddConsortium()
        .AddCertificates()
        .AddOperations()
        .AddAudit()
        .AddApi()
        .AddAdministration()
        .AddNotifications()
        .AddAccount();
}
