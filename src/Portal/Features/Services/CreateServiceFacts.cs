using System.Globalization;

using Portal.Model.Services;
using Portal.Resources;

namespace Portal.Features.Services;

/// <summary>What the form would create, in words: for its last step, and for templates before they are taken.</summary>
internal static class CreateServiceFacts
{
    /// <summary>The facts of each step but the last.</summary>
    public static IReadOnlyList<(CreateStep Step, IReadOnlyList<(string Label, string Value)> Facts)> Of(CreateServiceForm form, Texts texts)
    {
        return
        [
            (CreateStep.Basics,
            [
                (texts["f.name"], Value(FieldNames.Name)), (texts["f.edition"], texts["edition." + Value(FieldNames.Edition)]), (texts["f.type"], texts["svc.type." + Value(FieldNames.Type)]),
                (texts["f.project"], Value(FieldNames.Project)),
                .. form.IsInvitee ? [(texts["f.inviterService"], Value(FieldNames.InviterService))] : Array.Empty<(string, string)>(),
            ]),
            (CreateStep.Blockchain,
            [
                (texts["f.fabric"], Value(FieldNames.Fabric)), (texts["f.consensus"], ServiceView.Consensus(Value(FieldNames.Consensus)) ?? ""), (texts["f.sign"], Value(FieldNames.Sign).ToUpperInvariant()),
                .. form.Applies(FieldNames.Orderers) ? [(texts["f.orderers"], Value(FieldNames.Orderers))] : Array.Empty<(string, string)>(),
                (texts["f.database"], form.UsesCouch ? "CouchDB" : "GoLevelDB"),
            ]),
            (CreateStep.Cluster,
            [
                (texts["f.cluster"], texts["f.cluster." + Value(FieldNames.Cluster)]),
                .. form.IsExistingCluster ? [(texts["f.clusterName"], Value(FieldNames.ClusterName))]
                    : form.IsNewCluster ? [(texts["f.nodeCount"], Value(FieldNames.NodeCount)), (texts["f.nodeFlavor"], Value(FieldNames.NodeFlavor))]
                    : new[] { (texts["f.edgeNodes"], form.EdgeNodes.Count.ToString(CultureInfo.CurrentCulture)) },
                (texts["f.volume"], Volume()), (texts["f.bandwidth"], form.Applies(FieldNames.Bandwidth) ? $"{Value(FieldNames.Bandwidth)} Mbit/s" : ""),
            ]),
            (CreateStep.Organizations,
            [
                (texts["f.orgs"], string.Join(", ", form.Organizations.Select(o => $"{Value(FieldNames.OrganizationName(o))} × {Value(FieldNames.OrganizationPeers(o))}"))),
                (texts["f.channels"], string.Join(", ", form.Channels.Select(c => $"{Value(FieldNames.ChannelName(c))} ({string.Join(", ", form.OrganizationsOf(c))})"))),
            ]),
        ];

        string Value(string name) => form.Fields[name].Trim();

        string Volume() => Value(FieldNames.Volume) switch
        {
            "evs" => $"EVS {Value(FieldNames.Disk)}, {Value(FieldNames.DiskSize)} GB",
            "efs" => $"SFS Turbo, {Value(FieldNames.DiskSize)} GB",
            _ => $"SFS, {Value(FieldNames.DiskSize)} GB",
        };
    }
}
