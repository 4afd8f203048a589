using System.Globalization;

using Bcs.Api.Services;

using Portal.Controls;

namespace Portal.Features.Services;

/// <summary>The form that creates a service: its fields, its rows, and the request they make.</summary>
public sealed class CreateServiceForm
{
    private int _nextRow = 1;

    /// <summary>Starts with the values most people want.</summary>
    public CreateServiceForm()
    {
        foreach (var (name, value) in Defaults)
        {
            Fields.Init(name, value);
        }

        Fields.Rules = () => CreateServiceRules.Check(this);
        AddOrganization("organization");
        AddChannel("channel");
        NewKey();
        Fields.Check();
    }

    private static readonly (string Name, string Value)[] Defaults =
    [
        (FieldNames.Edition, "4"), (FieldNames.Type, "union"), (FieldNames.Project, "0"), (FieldNames.Consensus, "etcdraft"),
        (FieldNames.Sign, "ECDSA"), (FieldNames.Orderers, "3"), (FieldNames.Database, "goleveldb"), (FieldNames.Volume, "nfs"),
        (FieldNames.Disk, "SAS"), (FieldNames.DiskSize, "100"), (FieldNames.Platform, "VirtualMachine"), (FieldNames.Eip, "true"),
        (FieldNames.Bandwidth, "5"), (FieldNames.BlockTimeout, "2"), (FieldNames.BlockCount, "500"), (FieldNames.BlockSize, "2"),
    ];

    /// <summary>What is typed.</summary>
    public FormFields Fields { get; } = new();

    /// <summary>Rows of organisations.</summary>
    public List<int> Organizations { get; } = [];

    /// <summary>Rows of channels.</summary>
    public List<int> Channels { get; } = [];

    /// <summary>Limits of the chosen edition as the cloud tells them, or the documented ones.</summary>
    public int MostOrderers { get; set; } = 10;

    /// <summary>Makes sending the same form twice harmless. A new one is made once a request was certainly not carried out.</summary>
    public string Key => Fields[FieldNames.Key];

    /// <summary>Makes the next sending another request.</summary>
    public void NewKey() => Fields.Init(FieldNames.Key, Guid.NewGuid().ToString("N"));

    /// <summary>Adds a row for an organisation; the first channel gets it.</summary>
    public void AddOrganization(string name = "")
    {
        var row = _nextRow++;
        Organizations.Add(row);
        Fields.Init(FieldNames.OrganizationName(row), name);
        Fields.Init(FieldNames.OrganizationPeers(row), "2");
        foreach (var channel in Channels.Take(1))
        {
            Fields.Init(FieldNames.ChannelOrganization(channel, row), "true");
        }

        Fields.Check();
    }

    /// <summary>Removes an organisation, also from its channels.</summary>
    public void RemoveOrganization(int row)
    {
        Organizations.Remove(row);
        Fields.Remove($"org.{row}.");
        foreach (var channel in Channels)
        {
            Fields.Remove(FieldNames.ChannelOrganization(channel, row));
        }

        Fields.Check();
    }

    /// <summary>Adds a row for a channel of all organisations.</summary>
    public void AddChannel(string name = "")
    {
        var row = _nextRow++;
        Channels.Add(row);
        Fields.Init(FieldNames.ChannelName(row), name);
        foreach (var organization in Organizations)
        {
            Fields.Init(FieldNames.ChannelOrganization(row, organization), "true");
        }

        Fields.Check();
    }

    /// <summary>Removes a channel.</summary>
    public void RemoveChannel(int row)
    {
        Channels.Remove(row);
        Fields.Remove($"channel.{row}.");
        Fields.Check();
    }

    /// <summary>The organisations of a channel, by name.</summary>
    public IReadOnlyList<string> OrganizationsOf(int channel) =>
    [
        .. Organizations
            .Where(o => Fields[FieldNames.ChannelOrganization(channel, o)] == "true")
            .Select(o => Fields[FieldNames.OrganizationName(o)].Trim()),
    ];

    /// <summary>Takes up what was kept from before; secrets are never among it.</summary>
    public void Restore(IReadOnlyDictionary<string, string> draft)
    {
        var organizations = Rows(draft, "org.");
        var channels = Rows(draft, "channel.");
        if (organizations.Count > 0 || channels.Count > 0)
        {
            Organizations.ToList().ForEach(RemoveOrganization);
            Channels.ToList().ForEach(RemoveChannel);
            Organizations.AddRange(organizations);
            Channels.AddRange(channels);
            _nextRow = organizations.Concat(channels).Max() + 1;
        }

        Fields.Restore(draft.Where(p => !FieldNames.Secrets.Contains(p.Key)).ToDictionary());
    }

    /// <summary>The request that the form makes; the rules have to hold.</summary>
    public CreateServiceRequest ToRequest() => new()
    {
        Name = Text(FieldNames.Name),
        VersionType = Number(FieldNames.Edition),
        FabricVersion = "2.2",
        BlockchainType = Text(FieldNames.Type),
        Consensus = Text(FieldNames.Consensus),
        SignAlgorithm = Text(FieldNames.Sign),
        EnterpriseProjectId = Text(FieldNames.Project),
        VolumeType = Text(FieldNames.Volume),
        EvsDiskType = Text(FieldNames.Volume) == "evs" ? Text(FieldNames.Disk) : null,
        OrgDiskSize = Number(FieldNames.DiskSize),
        DatabaseType = Text(FieldNames.Database),
        CouchdbInfo = Text(FieldNames.Database) == "couchdb"
            ? new() { UserName = Text(FieldNames.CouchUser), Password = Fields[FieldNames.CouchPassword] } : null,
        ResourcePassword = Fields[FieldNames.Password],
        OrdererNodeNumber = Number(FieldNames.Orderers),
        UseEip = Fields[FieldNames.Eip] == "true",
        BandwidthSize = Fields[FieldNames.Eip] == "true" ? Number(FieldNames.Bandwidth) : null,
        ClusterType = "cce",
        CreateNewCluster = false,
        CceClusterInfo = new()
        {
            ClusterId = Text(FieldNames.ClusterId), ClusterName = Text(FieldNames.ClusterName), ClusterPlatformType = Text(FieldNames.Platform),
        },
        TurboInfo = Text(FieldNames.Volume) == "efs"
            ? new() { ShareType = "STANDARD", Type = "efs-ha", AvailableZone = Text(FieldNames.Zone), ResourceSpecCode = "sfs.turbo.standard" } : null,
        PeerOrgs =
        [
            .. Organizations.Select(o => new OrgPeer { Name = Text(FieldNames.OrganizationName(o)), NodeCount = Number(FieldNames.OrganizationPeers(o)) }),
        ],
        Channels =
        [
            .. Channels.Select(c => new NewServiceChannel
            {
                Name = Text(FieldNames.ChannelName(c)), OrgNames = OrganizationsOf(c), Description = Text(FieldNames.ChannelDescription(c)),
            }),
        ],
        BlockInfo = new()
        {
            BatchTimeout = Number(FieldNames.BlockTimeout), MaxMessageCount = Number(FieldNames.BlockCount), PreferredMaxbytes = Number(FieldNames.BlockSize),
        },
    };

    private static List<int> Rows(IReadOnlyDictionary<string, string> draft, string prefix) =>
    [
        .. draft.Keys
            .Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && k.EndsWith(".name", StringComparison.Ordinal))
            .Select(k => int.TryParse(k.Split('.')[1], CultureInfo.InvariantCulture, out var row) ? row : 0)
            .Where(row => row > 0)
            .Order(),
    ];

    private string Text(string name) => Fields[name].Trim();

    private long? Number(string name) => long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
