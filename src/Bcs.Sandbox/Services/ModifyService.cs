using Bcs.Api.Services;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>
/// Scales a service, 5.1.4. A number of peers is the one to reach: more adds, fewer deletes, an unknown name adds an organisation;
/// with <c>is_delete_org</c> the named ones are deleted.
/// </summary>
internal static class ModifyService
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.Read<ModifyServiceRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if ((ModifyServiceRules.CheckForm(request) ?? call.RefuseChange(service)) is { } refusal)
        {
            return refusal;
        }

        if (service.Yearly)
        {
            return BcsFaults.Scaling("The service is billed in the yearly/monthly mode.");
        }

        return request.IsDeleteOrg is true ? Remove(call, service, request) : Change(call, service, request);
    }

    private static Answer Remove(BcsCall call, ServiceState service, ModifyServiceRequest request)
    {
        var leaving = new List<OrganizationState>();
        foreach (var asked in request.NodeOrgs!)
        {
            if (service.FindOrganization(asked.Name) is not { } organization)
            {
                return BcsFaults.Organization(asked.Name);
            }

            if (service.Channels.Find(c => c.Peers.ContainsKey(organization.Name) && ChannelMembers.IsShared(call.World.State, service, c)) is { } channel)
            {
                return BcsFaults.StillInChannel($"{organization.Name} takes part in the consortium of {channel.Name}.");
            }

            leaving.Add(organization);
        }

        return leaving.Count == service.Organizations.Count
            ? BcsFaults.Scaling("One organization has to stay.")
            : Started(call.Begin(service, OperationKind.RemoveOrganizations, p => p.RemoveOrganizations(leaving), o => o.Organizations = leaving));
    }

    private static Answer Change(BcsCall call, ServiceState service, ModifyServiceRequest request)
    {
        var known = request.NodeOrgs!.Select(o => (Asked: o, Now: service.FindOrganization(o.Name))).ToList();
        var added = known.Where(o => o.Now is null).Select(o => o.Asked).ToList();
        var more = known.Where(o => o.Now is { } now && o.Asked.NodeCount > now.PeerCount).ToList();
        var fewer = known.Where(o => o.Now is { } now && o.Asked.NodeCount < now.PeerCount).ToList();
        var kinds = Math.Sign(added.Count) + Math.Sign(more.Count) + Math.Sign(fewer.Count);
        if (kinds != 1)
        {
            return kinds == 0
                ? BcsFaults.Scaling("Every organization already has that number of peers.")
                : BcsFaults.Parameter("node_orgs", "only one of adding peers, deleting peers and adding organizations at a time");
        }

        if (added.Count > 0)
        {
            return Add(call, service, request, added);
        }

        if (service.IsIef)
        {
            return BcsFaults.NotOnEdge("ModifyBcsService");
        }

        List<OrganizationState> targets = [.. more.Concat(fewer).Select(o => o.Now! with { PeerCount = (int)o.Asked.NodeCount!.Value })];
        return Started(more.Count > 0
            ? call.Begin(service, OperationKind.ScaleOut, p => p.ScaleOut(targets), o => o.Organizations = targets)
            : call.Begin(service, OperationKind.ScaleIn, p => p.ScaleIn(targets), o => o.Organizations = targets));
    }

    private static Answer Add(BcsCall call, ServiceState service, ModifyServiceRequest request, List<NodeOrg> added)
    {
        if (ModifyServiceRules.CheckAdded(service, request, added) is { } fault)
        {
            return fault;
        }

        var name = call.World.NextName("organizations");
        var port = NodeAddresses.NextPeerNodePort(service);
        List<OrganizationState> organizations =
        [
            .. added.Select((o, i) => new OrganizationState(o.Name!, Seeded.Hex(call.World.Seed, $"{name}|{o.Name}", 40), (int)o.NodeCount!.Value)
            {
                FirstNodePort = port + (i * OrganizationState.MostPeers),
                PvcName = o.PvcName ?? "",
            }),
        ];
        return Started(call.Begin(service, OperationKind.AddOrganizations, p => p.AddOrganizations(organizations), o => o.Organizations = organizations));
    }

    private static Answer Started(string operation) => Answer.Ok(new ModifyServiceResponse { OperationId = operation });
}
