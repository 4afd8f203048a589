using System.Net;

using Bcs.Api;
using Bcs.Api.Services;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Services;

/// <summary>The rules of 5.1.4 that the request alone, or together with how the service is deployed, can break.</summary>
internal static class ModifyServiceRules
{
    private const long Bound = 1;

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static BcsFault? CheckForm(ModifyServiceRequest request)
    {
        if (request.NodeOrgs is not { Count: > 0 } organizations)
        {
            return BcsFaults.Missing("node_orgs");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var organization in organizations)
        {
            if (organization?.Name is not { } name || !BcsNames.IsServiceOrOrganization(name))
            {
                return BcsFaults.Parameter("node_orgs.name", CreateServiceRules.NameRule);
            }

            if (!names.Add(name))
            {
                return BcsFaults.Parameter("node_orgs.name", "must be different");
            }

            if (organization.NodeCount is null or < 1)
            {
                return BcsFaults.Parameter("node_orgs.node_count", "must be at least 1");
            }

            if (organization.NodeCount > OrganizationState.MostPeers)
            {
                return BcsFaults.TooManyPeers;
            }
        }

        return null;
    }

    /// <summary>What is missing for new organisations: storage in a cluster, nodes where each has a node of its own.</summary>
    public static BcsFault? CheckAdded(ServiceState service, ModifyServiceRequest request, List<NodeOrg> added)
    {
        if (!service.IsIef)
        {
            return added.Exists(o => string.IsNullOrEmpty(o.PvcName)) ? BcsFaults.Missing("node_orgs.pvc_name") : null;
        }

        return service.IefDeployMode == Bound ? CheckNodes(request.PublicIps, added.Count) : null;
    }

    /// <summary>The first rule that edge nodes break, or null.</summary>
    /// <param name="nodes">The nodes of a request.</param>
    /// <param name="needed">How many there have to be.</param>
    /// <param name="parameter">Name of the list in the request.</param>
    public static BcsFault? CheckNodes(IReadOnlyList<IefNode>? nodes, int needed, string parameter = "publicips")
    {
        foreach (var node in nodes ?? [])
        {
            if (node is null or { Id: null or "" } or { PublicIpAddress: null or "" })
            {
                return BcsFaults.Missing(parameter);
            }

            if (node.Status != "ACTIVE")
            {
                return BcsFaults.Parameter($"{parameter}.status", "must be ACTIVE");
            }

            if (!IPAddress.TryParse(node.PublicIpAddress, out _))
            {
                return BcsFaults.EdgeAddress;
            }
        }

        return nodes switch
        {
            null or { Count: 0 } => BcsFaults.Missing(parameter),
            _ when nodes.Count < needed => BcsFaults.EdgeNodesMissing,
            _ => null,
        };
    }
}
