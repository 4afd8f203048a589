using System.Globalization;

using Bcs.Api.Services;

namespace Portal.Features.Services;

/// <summary>Makes the request of 5.1.1 from the form: what applies, and nothing else.</summary>
internal static class CreateServiceRequests
{
    /// <summary>The request; the rules have to hold.</summary>
    public static CreateServiceRequest Of(CreateServiceForm form) => new()
    {
        Name = Text(form, FieldNames.Name),
        VersionType = Number(form, FieldNames.Edition),
        FabricVersion = Text(form, FieldNames.Fabric),
        BlockchainType = Text(form, FieldNames.Type),
        Consensus = Text(form, FieldNames.Consensus),
        SignAlgorithm = Text(form, FieldNames.Sign),
        EnterpriseProjectId = Text(form, FieldNames.Project),
        VolumeType = Text(form, FieldNames.Volume),
        EvsDiskType = Text(form, FieldNames.Disk),
        OrgDiskSize = Number(form, FieldNames.DiskSize),
        DatabaseType = Text(form, FieldNames.Database),
        CouchdbInfo = form.UsesCouch ? new() { UserName = Text(form, FieldNames.CouchUser), Password = Secret(form, FieldNames.CouchPassword) } : null,
        ResourcePassword = Secret(form, FieldNames.Password),
        OrdererNodeNumber = Number(form, FieldNames.Orderers),
        UseEip = Flag(form, FieldNames.Eip),
        BandwidthSize = Number(form, FieldNames.Bandwidth),
        ClusterType = form.IsEdge ? "ief" : "cce",
        CreateNewCluster = form.IsNewCluster,
        CceClusterInfo = form.IsExistingCluster
            ? new() { ClusterId = Text(form, FieldNames.ClusterId), ClusterName = Text(form, FieldNames.ClusterName), ClusterPlatformType = Text(form, FieldNames.Platform) }
            : null,
        CceCreateInfo = form.IsNewCluster ? NewCluster(form) : null,
        IefDeployMode = Number(form, FieldNames.EdgeMode),
        IefNodesInfo = form.IsEdge
            ? [.. form.EdgeNodes.Select(n => new IefNode { Id = Text(form, FieldNames.EdgeNodeId(n)), Status = "ACTIVE", PublicIpAddress = Text(form, FieldNames.EdgeNodeAddress(n)) })]
            : null,
        TurboInfo = form.Applies(FieldNames.Zone)
            ? new() { ShareType = "STANDARD", Type = "efs-ha", AvailableZone = form.Fields[FieldNames.Zone].Trim(), ResourceSpecCode = "sfs.turbo.standard" }
            : null,
        PeerOrgs = [.. form.Organizations.Select(o => new OrgPeer { Name = Text(form, FieldNames.OrganizationName(o)), NodeCount = Number(form, FieldNames.OrganizationPeers(o)) })],
        Channels = form.Channels.Count == 0 ? null : [.. form.Channels.Select(c => Channel(form, c))],
        BlockInfo = new()
        {
            BatchTimeout = Number(form, FieldNames.BlockTimeout), MaxMessageCount = Number(form, FieldNames.BlockCount), PreferredMaxbytes = Number(form, FieldNames.BlockSize),
        },
        KafkaCreateInfo = form.UsesKafka
            ? new() { Spec = Text(form, FieldNames.KafkaSpec), Storage = Number(form, FieldNames.KafkaStorage), Az = Text(form, FieldNames.KafkaZone) }
            : null,
        Tc3Need = Flag(form, FieldNames.Tc3),
        RestfulApiSupport = Flag(form, FieldNames.Restful),
        IsInvitee = Flag(form, FieldNames.Invitee),
        InvitorInfos = form.IsInvitee
            ? new() { TenantId = Text(form, FieldNames.InviterTenant), ProjectId = Text(form, FieldNames.InviterProject), BlockchainId = Text(form, FieldNames.InviterService) }
            : null,
    };

    /// <summary>The request with something else in place of its secrets; null leaves them out.</summary>
    public static CreateServiceRequest WithSecrets(CreateServiceRequest request, string? management, string? database, string? node) => request with
    {
        ResourcePassword = management,
        CouchdbInfo = request.CouchdbInfo is { } couch ? couch with { Password = database } : null,
        CceCreateInfo = request.CceCreateInfo is { } cluster ? cluster with { InitNodePwd = node, InitNodePassword = null } : null,
    };

    private static CceCreateInfo NewCluster(CreateServiceForm form) => new()
    {
        NodeNum = Number(form, FieldNames.NodeCount), NodeFlavor = Text(form, FieldNames.NodeFlavor), CceFlavor = Text(form, FieldNames.ClusterFlavor),
        InitNodePwd = Secret(form, FieldNames.NodePassword), Az = Text(form, FieldNames.ClusterZone), ClusterPlatformType = Text(form, FieldNames.Platform),
    };

    private static NewServiceChannel Channel(CreateServiceForm form, int row) => new()
    {
        Name = Text(form, FieldNames.ChannelName(row)), OrgNames = form.OrganizationsOf(row), Description = form.Fields[FieldNames.ChannelDescription(row)].Trim(),
    };

    private static string? Text(CreateServiceForm form, string name) => form.Applies(name) ? form.Fields[name].Trim() : null;

    private static string Secret(CreateServiceForm form, string name) => form.Fields[name];

    private static bool Flag(CreateServiceForm form, string name) => form.Fields[name] == "true";

    private static long? Number(CreateServiceForm form, string name) =>
        long.TryParse(Text(form, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
