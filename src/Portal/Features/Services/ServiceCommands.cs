using Bcs.Api.Catalogue;

using Portal.Access;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Features.Services;
using Portal.Model.Services;
using Portal.Model.Services.Health;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Features.Services;

/// <summary>What can be reached of one service: its tabs, its channels, and what may be done with them.</summary>
internal static class ServiceCommands
{
    private static readonly (string TextKey, string Change, string Tab, string Action, string Icon)[] OfService =
    [
        ("palette.scale", ServiceChanges.Scale, ServiceTabs.Overview, BcsOperations.ModifyService.Action, "sliders"),
        ("palette.deleteService", ServiceChanges.Delete, ServiceTabs.Overview, BcsOperations.DeleteService.Action, "trash"),
        ("channels.create", ServiceChanges.CreateChannels, ServiceTabs.Channels, BcsOperations.CreateChannels.Action, "plus"),
    ];

    // What is got on the tab itself.
    private static readonly (string TextKey, string Action)[] OfCertificates =
    [
        ("palette.certificates", BcsOperations.DownloadCertificates.Action),
        ("palette.sdk", BcsOperations.DownloadSdkConfiguration.Action),
    ];

    private static readonly (string TextKey, string Change, string Action, string Icon)[] OfChannel =
    [
        ("channel.add", ServiceChanges.AddPeers, BcsOperations.AddPeersToChannel.Action, "plus"),
        ("channel.removePeers", ServiceChanges.RemovePeers, BcsOperations.RemovePeerFromChannel.Action, "minus"),
        ("channel.removeOrgs", ServiceChanges.RemoveOrganizations, BcsOperations.RemoveOrganizationsFromChannel.Action, "close"),
        ("channel.delete", ServiceChanges.DeleteChannel, BcsOperations.DeleteChannel.Action, "trash"),
    ];

    /// <summary>The entries, the service itself first.</summary>
    public static IEnumerable<PaletteEntry> Of(Texts texts, TenantDto tenant, ServiceDto service)
    {
        yield return new("palette.service", service.Name, HealthText.Word(texts, ServiceHealth.Of(service, null).State), PortalUrls.Service(tenant.Id, service.Id), "services");
        foreach (var channel in service.Detail?.Channels ?? [])
        {
            yield return new("palette.channel", channel.Name ?? "", service.Name, PortalUrls.Service(tenant.Id, service.Id, ServiceTabs.Channels, channel.Name), "right");
        }

        foreach (var organization in service.Detail?.PeerInfo ?? [])
        {
            yield return new("palette.organization", organization.Name ?? "", service.Name, PortalUrls.Service(tenant.Id, service.Id, ServiceTabs.Organizations), "right");
        }

        foreach (var (name, textKey) in ServiceTabs.All.Where(t => t.Name.Length > 0))
        {
            yield return new("palette.page", texts[textKey], service.Name, PortalUrls.Service(tenant.Id, service.Id, name), "services");
        }

        foreach (var (textKey, change, tab, action, icon) in OfService.Where(c => tenant.Can(c.Action)))
        {
            yield return new("palette.command", texts[textKey], service.Name, PortalUrls.ServiceChange(tenant.Id, service.Id, change, tab), icon);
        }

        foreach (var (textKey, _) in OfCertificates.Where(c => tenant.Can(c.Action)))
        {
            yield return new("palette.command", texts[textKey], service.Name, PortalUrls.Service(tenant.Id, service.Id, ServiceTabs.Certificates), "download");
        }

        if (tenant.Can(BcsOperations.GenerateUserCertificate.Action))
        {
            yield return new("palette.command", texts["certs.generate"], service.Name, PortalUrls.GenerateCertificate(tenant.Id, service.Id), "certificate");
        }

        foreach (var channel in service.Detail?.Channels ?? [])
        {
            foreach (var (textKey, change, action, icon) in OfChannel.Where(c => tenant.Can(c.Action)))
            {
                yield return new(
                    "palette.command", texts[textKey], $"{channel.Name} · {service.Name}",
                    PortalUrls.ServiceChange(tenant.Id, service.Id, change, ServiceTabs.Channels, channel.Name), icon);
            }
        }
    }
}
