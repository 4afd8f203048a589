using System.Globalization;

using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Monitoring;

namespace Bcs.Sandbox.Services;

/// <summary>The nodes of a service as section 5.1.3 shows them: how many there are, how many are up, and where.</summary>
internal sealed class ServiceNodes(TenantState tenant, ServiceState service, long now)
{
    private readonly OperationState? _current = service.CurrentOperation is { } id ? tenant.OperationsById.GetValueOrDefault(id) : null;

    public PeerInfo Peers(OrganizationState organization) => Nodes(
        organization.Name, organization.PeerCount, OperationPlans.PeerStep, organization.PvcName, IsChanged(organization),
        [.. Enumerable.Range(0, organization.PeerCount).Select(i => new PeerAddress
        {
            DomainPort = Port(organization.PeerDomain(i), NodeAddresses.PeerPort),
            IpPort = NodeAddresses.Peer(service, organization, i),
        })]);

    public PeerInfo Orderers() => Nodes(
        $"{service.Name}-orderer", service.OrdererCount, OperationPlans.OrdererStep, "", changed: false,
        [.. Enumerable.Range(0, service.OrdererCount).Select(i => new PeerAddress
        {
            DomainPort = Port(service.OrdererDomain(i), NodeAddresses.OrdererPort),
            IpPort = NodeAddresses.Orderer(service, i),
        })]);

    public PeerInfo AddOn(string name, bool installed) => installed
        ? Nodes(name, 1, OperationPlans.PeerStep, "", changed: false, null)
        : new PeerInfo { Name = "", NodeCnt = 0, Status = "", StatusDetail = "", PvcName = "" };

    private static string Port(string domain, int port) => string.Create(CultureInfo.InvariantCulture, $"{domain}:{port}");

    private PeerInfo Nodes(string name, int count, string step, string claim, bool changed, IReadOnlyList<PeerAddress>? addresses)
    {
        var up = IsUp(step) ? count - Down(name, count) : 0;
        return new PeerInfo
        {
            Name = name,
            NodeCnt = count,
            Status = Status(up == count, changed),
            StatusDetail = string.Create(CultureInfo.InvariantCulture, $"{up}/{count}"),
            PvcName = claim,
            Address = addresses,
        };
    }

    private string Status(bool allUp, bool changed) => _current?.Kind switch
    {
        OperationKind.DeleteService => "Isdeleting",
        OperationKind.UpgradeService => "IsUpgrading",
        OperationKind.CreateService when !allUp => "IsCreating",
        _ when changed => "Adding/IsScaling",
        _ => allUp ? "Normal" : "AbNormal",
    };

    /// <summary>How many instances an incident holds down.</summary>
    private int Down(string entity, int count)
    {
        var incidents = service.Incidents.Where(i => i.Kind == IncidentKind.Down && i.IsOn(now) && (i.Entity is null || i.Entity == entity)).ToList();
        return incidents.Exists(i => i.Instance is null) ? count : incidents.Select(i => i.Instance).Distinct().Count();
    }

    private bool IsChanged(OrganizationState organization) =>
        _current is { Kind: OperationKind.ScaleOut or OperationKind.ScaleIn or OperationKind.RemoveOrganizations } change
        && change.Organizations.Any(o => o.Hash == organization.Hash);

    /// <summary>Nodes are up once their step of the creation is done; with the service frozen or asleep none is.</summary>
    private bool IsUp(string step)
    {
        if (service.Status is ServiceState.Frozen or ServiceState.Hibernating)
        {
            return false;
        }

        if (service.DeployStatus == 1 || !tenant.OperationsById.TryGetValue(service.CreationOperation, out var creation))
        {
            return true;
        }

        var made = OperationTimeline.At(creation, now).Steps.FirstOrDefault(s => s.Plan.Name == step);
        return made is null || made.Status == OperationTimeline.Finished;
    }
}
