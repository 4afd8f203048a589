using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Engine;

/// <summary>What an operation has done to its service once it is over. One that failed has changed nothing, except for a creation and a deletion.</summary>
internal static class OperationEffects
{
    /// <summary>Version that an upgrade leads to.</summary>
    private const string UpgradedVersion = "3.1.0";

    public static void Apply(WorldState world, TenantState tenant, OperationState operation)
    {
        if (tenant.FindService(operation.ServiceId) is not { } service)
        {
            return;
        }

        service.CurrentOperation = null;
        if (OperationTimeline.Fails(operation))
        {
            Fail(world, service, operation);
            return;
        }

        switch (operation.Kind)
        {
            case OperationKind.CreateService:
                service.Status = ServiceState.Normal;
                service.DeployStatus = 1;
                AddChannels(service, operation);
                break;
            case OperationKind.DeleteService:
                ConsortiumEffects.ServiceGone(world, service, EndOf(operation));
                tenant.Services.Remove(service);
                break;
            case OperationKind.UpgradeService:
                service.Version = UpgradedVersion;
                break;
            case OperationKind.AddOrganizations:
                service.Organizations.AddRange(operation.Organizations);
                break;
            case OperationKind.RemoveOrganizations:
                RemoveOrganizations(service, operation);
                break;
            case OperationKind.ScaleOut or OperationKind.ScaleIn:
                Scale(service, operation);
                break;
            case OperationKind.CreateChannels:
                AddChannels(service, operation);
                break;
            case OperationKind.DeleteChannel:
                service.Channels.RemoveAll(c => c.Name == operation.Channel);
                ConsortiumEffects.ChannelGone(world, service, operation.Channel!, EndOf(operation));
                break;
            case OperationKind.AddChannelPeers:
                AddChannelPeers(service, operation);
                break;
            case OperationKind.RemoveChannelPeers:
                RemoveChannelPeers(service, operation);
                break;
            case OperationKind.RemoveChannelOrganizations:
                RemoveChannelOrganizations(world, service, operation);
                break;
            case OperationKind.JoinConsortium:
                ConsortiumEffects.Joined(world, service, operation, EndOf(operation));
                break;
            case OperationKind.QuitConsortium:
                ConsortiumEffects.Left(world, service, operation, EndOf(operation));
                break;
        }
    }

    private static void Fail(WorldState world, ServiceState service, OperationState operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.CreateService:
                service.Status = ServiceState.Abnormal;
                service.DeployStatus = 2;
                break;
            case OperationKind.DeleteService:
                service.Status = ServiceState.Abnormal;
                break;
            case OperationKind.JoinConsortium:
                ConsortiumEffects.NotJoined(world, operation);
                break;
        }
    }

    private static long EndOf(OperationState operation) => OperationTimeline.EndsAt(operation) ?? operation.RecordedAt;

    private static void AddChannels(ServiceState service, OperationState operation)
    {
        foreach (var channel in operation.NewChannels)
        {
            channel.CreatedAt = OperationTimeline.EndOf(operation, OperationPlans.ChannelPart(channel.Name));
            service.Channels.Add(channel);
        }
    }

    private static void RemoveOrganizations(ServiceState service, OperationState operation)
    {
        foreach (var organization in operation.Organizations)
        {
            service.Organizations.RemoveAll(o => o.Hash == organization.Hash);
            service.Channels.ForEach(c => c.Peers.Remove(organization.Name));
        }
    }

    private static void Scale(ServiceState service, OperationState operation)
    {
        foreach (var target in operation.Organizations)
        {
            service.Organizations[service.Organizations.FindIndex(o => o.Hash == target.Hash)] = target;
            foreach (var channel in service.Channels)
            {
                channel.Peers.GetValueOrDefault(target.Name)?.RemoveAll(i => i >= target.PeerCount);
            }
        }
    }

    private static void AddChannelPeers(ServiceState service, OperationState operation)
    {
        var peers = service.FindChannel(operation.Channel)!.Peers;
        foreach (var (name, count) in operation.ChannelPeers)
        {
            var joined = peers.GetValueOrDefault(name) ?? [];
            var free = Enumerable.Range(0, service.FindOrganization(name)!.PeerCount).Except(joined).Take(count).ToList();
            peers[name] = [.. joined.Concat(free).Order()];
        }
    }

    private static void RemoveChannelPeers(ServiceState service, OperationState operation)
    {
        var peers = service.FindChannel(operation.Channel)!.Peers;
        foreach (var (name, count) in operation.ChannelPeers)
        {
            peers[name].RemoveRange(peers[name].Count - count, count);
        }
    }

    private static void RemoveChannelOrganizations(WorldState world, ServiceState service, OperationState operation)
    {
        var channel = service.FindChannel(operation.Channel)!;
        foreach (var organization in operation.Organizations)
        {
            if (service.FindOrganization(organization.Name)?.Hash == organization.Hash)
            {
                channel.Peers.Remove(organization.Name);
            }
            else
            {
                ConsortiumEffects.Expelled(world, service, channel.Name, organization, EndOf(operation));
            }
        }
    }
}
