namespace Portal.Features.Services;

/// <summary>Names of the fields of <see cref="CreateServiceForm"/>.</summary>
internal static class FieldNames
{
    public const string Key = "key";
    public const string Name = "name";

    /// <summary>Not a field: with a draft, the step at which it was left.</summary>
    public const string Step = "step";
    public const string Edition = "edition";
    public const string Type = "type";
    public const string Project = "project";
    public const string Password = "password";
    public const string PasswordAgain = "passwordAgain";
    public const string Restful = "restful";
    public const string Tc3 = "tc3";
    public const string Invitee = "invitee";
    public const string InviterTenant = "inviterTenant";
    public const string InviterProject = "inviterProject";
    public const string InviterService = "inviterService";
    public const string Fabric = "fabric";
    public const string Consensus = "consensus";
    public const string Sign = "sign";
    public const string Orderers = "orderers";
    public const string Database = "database";
    public const string CouchUser = "couchUser";
    public const string CouchPassword = "couchPassword";
    public const string BlockTimeout = "blockTimeout";
    public const string BlockCount = "blockCount";
    public const string BlockSize = "blockSize";
    public const string KafkaSpec = "kafkaSpec";
    public const string KafkaStorage = "kafkaStorage";
    public const string KafkaZone = "kafkaZone";
    public const string Cluster = "cluster";
    public const string ClusterId = "clusterId";
    public const string ClusterName = "clusterName";
    public const string Platform = "platform";
    public const string NodeCount = "nodeCount";
    public const string NodeFlavor = "nodeFlavor";
    public const string ClusterFlavor = "clusterFlavor";
    public const string ClusterZone = "clusterZone";
    public const string NodePassword = "nodePassword";
    public const string EdgeMode = "edgeMode";

    /// <summary>Not typed into: where it shows that there are too few edge nodes.</summary>
    public const string EdgeNodes = "nodes";
    public const string Volume = "volume";
    public const string Disk = "disk";
    public const string DiskSize = "diskSize";
    public const string Zone = "zone";
    public const string Eip = "eip";
    public const string Bandwidth = "bandwidth";

    private const string DescriptionPart = ".description";

    /// <summary>Fields whose contents are kept nowhere.</summary>
    public static IReadOnlySet<string> Secrets { get; } = new HashSet<string> { Password, PasswordAgain, CouchPassword, NodePassword };

    /// <summary>True for a field that is kept as it was typed: a secret, or a description.</summary>
    public static bool IsAsTyped(string name) => Secrets.Contains(name) || name.EndsWith(DescriptionPart, StringComparison.Ordinal);

    public static string EdgeNodeId(int row) => $"node.{row}.name";

    public static string EdgeNodeAddress(int row) => $"node.{row}.address";

    public static string OrganizationName(int row) => $"org.{row}.name";

    public static string OrganizationPeers(int row) => $"org.{row}.peers";

    public static string ChannelName(int row) => $"channel.{row}.name";

    public static string ChannelDescription(int row) => $"channel.{row}{DescriptionPart}";

    public static string ChannelOrganization(int channel, int organization) => $"channel.{channel}.org.{organization}";

    /// <summary>Not typed into: where it shows that a channel has no organisation.</summary>
    public static string ChannelOrganizations(int channel) => $"channel.{channel}.org";
}
