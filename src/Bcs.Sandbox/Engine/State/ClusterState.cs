namespace Bcs.Sandbox.Engine.State;

/// <summary>The cluster that a service runs on.</summary>
/// <param name="Type"><see cref="Cce"/> or <see cref="Ief"/>.</param>
/// <param name="Id">Cluster id; empty for edge nodes.</param>
/// <param name="Name">Cluster name; empty for edge nodes.</param>
/// <param name="Platform"><c>VirtualMachine</c> or <c>ARM64</c>.</param>
/// <param name="Created">True if it was made together with the service.</param>
internal sealed record ClusterState(string Type, string Id, string Name, string Platform, bool Created)
{
    public const string Cce = "cce";
    public const string Ief = "ief";
}
