namespace Portal.Features.Services;

/// <summary>Names of the fields of <see cref="CreateServiceForm"/>.</summary>
internal static class FieldNames
{
    public const string Key = "key";
    public const string Name = "name";
    public const string Edition = "edition";
    public const string Type = "type";
    public const string Project = "project";
    public const string Password = "password";
    public const string PasswordAgain = "passwordAgain";
    public const string Consensus = "consensus";
    public const string Sign = "sign";
    public const string Orderers = "orderers";
    public const string Database = "database";
    public const string CouchUser = "couchUser";
    public const string CouchPassword = "couchPassword";
    public const string BlockTimeout = "blockTimeout";
    public const string BlockCount = "blockCount";
    public const string BlockSize = "blockSize";
    public const string ClusterId = "clusterId";
    public const string ClusterName = "clusterName";
    public const string Platform = "platform";
    public const string Volume = "volume";
    public const string Disk = "disk";
    public const string DiskSize = "diskSize";
    public const string Zone = "zone";
    public const string Eip = "eip";
    public const string Bandwidth = "bandwidth";

    /// <summary>Fields whose contents are kept nowhere.</summary>
    public static IReadOnlySet<string> Secrets { get; } = new HashSet<string> { Password, PasswordAgain, CouchPassword };

    public static string OrganizationName(int row) => $"org.{row}.name";

    public static string OrganizationPeers(int row) => $"org.{row}.peers";

    public static string ChannelName(int row) => $"channel.{row}.name";

    public static string ChannelDescription(int row) => $"channel.{row}.description";

    public static string ChannelOrganization(int channel, int organization) => $"channel.{channel}.org.{organization}";
}
