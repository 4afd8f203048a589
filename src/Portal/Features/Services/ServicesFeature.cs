using Bcs.Api.Catalogue;

using Portal.Model.Services;
using Portal.Shell;

namespace Portal.Features.Services;

/// <summary>Registers the services, their commands, and their forms that can be filled again.</summary>
internal static class ServicesFeature
{
    public static IServiceCollection AddServices(this IServiceCollection services) => services
        .AddSingleton(new PortalPage("nav.services", "services", "s", BcsOperations.ListServices.Action, PortalUrls.Services))
        .AddSingleton(new OverviewPart(typeof(CreateDraftCard)))
        .AddScoped<IPaletteSource, ServicesPalette>()
        .AddSingleton(new LinkNeed("services/new", null, null, BcsOperations.CreateService))
        .AddSingleton(new LinkNeed("services/*", "do", ServiceChanges.Scale, BcsOperations.ModifyService))
        .AddSingleton(new LinkNeed("services/*", "do", ServiceChanges.Delete, BcsOperations.DeleteService))
        .AddSingleton(new LinkNeed("services/*", "do", ServiceChanges.CreateChannels, BcsOperations.CreateChannels))
        .AddSingleton(new LinkNeed("services/*", "do", ServiceChanges.AddPeers, BcsOperations.AddPeersToChannel))
        .AddSingleton(new LinkNeed("services/*", "do", ServiceChanges.RemovePeers, BcsOperations.RemovePeerFromChannel))
        .AddSingleton(new LinkNeed("services/*", "do", ServiceChanges.RemoveOrganizations, BcsOperations.RemoveOrganizationsFromChannel))
        .AddSingleton(new LinkNeed("services/*", "do", ServiceChanges.DeleteChannel, BcsOperations.DeleteChannel))
        .AddSingleton(new Refill(BcsOperations.CreateService.Id, BcsOperations.CreateService.Action, o => PortalUrls.CreateService(o.Tenant, o.AuditId)))
        .AddSingleton(new Refill(BcsOperations.CreateChannels.Id, BcsOperations.CreateChannels.Action, o => o.BlockchainId is { } service
            ? PortalUrls.With(PortalUrls.ServiceChange(o.Tenant, service, ServiceChanges.CreateChannels, ServiceTabs.Channels), ("again", o.AuditId))
            : null))
        .AddSingleton(new Refill(BcsOperations.ModifyService.Id, BcsOperations.ModifyService.Action, o => o.BlockchainId is { } service
            ? PortalUrls.With(PortalUrls.ServiceChange(o.Tenant, service, ServiceChanges.Scale), ("again", o.AuditId))
            : null));
}
