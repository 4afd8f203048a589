using Portal.Design;

namespace Portal.Model.Services.Health;

/// <summary>How one peer or orderer is.</summary>
/// <param name="Name">Its name in the cloud, such as <c>peer-3f…-1</c>.</param>
/// <param name="Label">What people call it within its organisation, such as <c>peer-1</c>.</param>
/// <param name="Kind">Bad if it does not run, a warning if it runs and an alarm is on, unknown if one of several does not run and nothing tells which.</param>
public sealed record NodeHealth(string Name, string Label, StatusKind Kind);

/// <summary>How the nodes of an organisation, or the orderers, are.</summary>
/// <param name="Name">Name of the organisation.</param>
/// <param name="Up">Nodes that run.</param>
/// <param name="Total">Nodes there should be.</param>
/// <param name="State">The worst of it.</param>
/// <param name="Nodes">Its nodes in their order.</param>
public sealed record OrganizationHealth(string Name, long Up, long Total, HealthFinding State, IReadOnlyList<NodeHealth> Nodes)
{
    /// <summary>How one of its nodes is; as the whole is, if it does not tell its nodes' names.</summary>
    /// <param name="node">Name in the cloud.</param>
    public StatusKind KindOf(string node) => Nodes.FirstOrDefault(n => n.Name == node)?.Kind ?? State.Status.Kind;
}
