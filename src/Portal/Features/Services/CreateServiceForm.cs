using System.Globalization;

using Bcs.Api.Services;

using Portal.Design;
using Portal.Model.Services;

namespace Portal.Features.Services;

/// <summary>The form that creates a service: its fields, its rows, and what applies to what is chosen.</summary>
public sealed class CreateServiceForm
{
    /// <summary>Runs on a CCE cluster that exists.</summary>
    public const string Existing = "existing";

    /// <summary>Runs on a CCE cluster that is made for it.</summary>
    public const string New = "new";

    /// <summary>Runs on nodes of an edge cluster.</summary>
    public const string Edge = "edge";

    private const int NodesForByzantineConsensus = 4;
    private const int OrderersForRaft = 3;

    private static readonly (string Name, string Value)[] Defaults =
    [
        (FieldNames.Edition, "4"), (FieldNames.Type, "union"), (FieldNames.Project, "0"), (FieldNames.Restful, "false"), (FieldNames.Tc3, "false"),
        (FieldNames.Invitee, "false"), (FieldNames.Fabric, "2.2"), (FieldNames.Consensus, "etcdraft"), (FieldNames.Sign, "ECDSA"),
        (FieldNames.KafkaSpec, "mini"), (FieldNames.KafkaStorage, "600"), (FieldNames.Database, "goleveldb"),
        (FieldNames.Cluster, Existing), (FieldNames.Platform, "VirtualMachine"), (FieldNames.NodeCount, "3"), (FieldNames.EdgeMode, "0"),
        (FieldNames.Volume, "nfs"), (FieldNames.Disk, "SAS"), (FieldNames.Eip, "true"), (FieldNames.Bandwidth, "5"),
        (FieldNames.BlockTimeout, "2"), (FieldNames.BlockCount, "500"), (FieldNames.BlockSize, "2"),
    ];

    private readonly Dictionary<string, string> _suggested = [];
    private int _nextRow = 1;

    /// <summary>Starts with the values most people want.</summary>
    public CreateServiceForm()
    {
        foreach (var (name, value) in Defaults)
        {
            Fields.Init(name, value);
        }

        Suggest();
        Fields.Rules = () => CreateServiceRules.Check(this);
        Fields.Setting = Follow;
        AddOrganization("organization");
        AddChannel("channel");
        NewKey();
        Fields.Check();
    }

    /// <summary>What is typed.</summary>
    public FormFields Fields { get; } = new() { AsTyped = FieldNames.IsAsTyped };

    /// <summary>Rows of organisations.</summary>
    public List<int> Organizations { get; } = [];

    /// <summary>Rows of channels.</summary>
    public List<int> Channels { get; } = [];

    /// <summary>Rows of edge nodes.</summary>
    public List<int> EdgeNodes { get; } = [];

    /// <summary>Limits of the chosen edition as the cloud tells them, or the documented ones.</summary>
    public int MostOrderers { get; set; } = 10;

    /// <summary>What the tenant's services have used so far.</summary>
    internal CreateServiceOffers Offers { get; set; } = CreateServiceOffers.None;

    /// <summary>Another service of the tenant has the name. The cloud decides in the end, so this is no rule.</summary>
    public bool IsNameTaken => Offers.IsTaken(Fields[FieldNames.Name].Trim());

    /// <summary>Makes sending the same form twice harmless. A new one is made once a request was certainly not carried out.</summary>
    public string Key => Fields[FieldNames.Key];

    /// <summary>It is created to join another company's consortium.</summary>
    public bool IsInvitee => Fields[FieldNames.Invitee] == "true";

    /// <summary>Fabric 1.4 instead of 2.2.</summary>
    public bool IsOldFabric => Fields[FieldNames.Fabric] == "1.4";

    /// <summary>It runs on a cluster that exists.</summary>
    public bool IsExistingCluster => Fields[FieldNames.Cluster] == Existing;

    /// <summary>A cluster is made for it.</summary>
    public bool IsNewCluster => Fields[FieldNames.Cluster] == New;

    /// <summary>It runs on edge nodes.</summary>
    public bool IsEdge => Fields[FieldNames.Cluster] == Edge;

    /// <summary>Ordering by Kafka, for which an instance of it is made.</summary>
    public bool UsesKafka => Fields[FieldNames.Consensus] == "kafka";

    /// <summary>The state database is CouchDB.</summary>
    public bool UsesCouch => Fields[FieldNames.Database] == "couchdb";

    /// <summary>The chosen edition, or null.</summary>
    public ServiceEdition? Edition => long.TryParse(Fields[FieldNames.Edition], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? ServiceEdition.Find(number) : null;

    /// <summary>The chosen edition offers SM2.</summary>
    public bool OffersSm2 => Edition?.OffersSm2 is true;

    /// <summary>Storage in GB that the cloud documents as the least for what is chosen.</summary>
    public int DiskSize => (Edition ?? ServiceEdition.Professional).DiskSizeOn(Fields[FieldNames.Volume]);

    /// <summary>Key of the reason why disks cannot be chosen, or null.</summary>
    public string? NoDisk => IsEdge ? "rule.noDisk.edge" : IsOldFabric ? "rule.noDisk.old" : null;

    /// <summary>How few edge nodes would not do.</summary>
    public int EdgeNodesNeeded =>
        Math.Max(Fields[FieldNames.EdgeMode] == "1" ? Organizations.Count : 1, Fields[FieldNames.Consensus] == "SFLIC" ? NodesForByzantineConsensus : 1);

    /// <summary>True if a field applies to what is chosen elsewhere.</summary>
    public bool Applies(string name) => CreateServiceFields.Find(name)?.Applies?.Invoke(this) != false;

    /// <summary>How many fields of a step are to be corrected, whether or not they have been shown as wrong yet.</summary>
    public int AllErrorsIn(CreateStep step) => Fields.Errors.Keys.Concat(Fields.Refused).Distinct().Count(n => CreateServiceFields.StepOf(n) == step);

    /// <summary>How many errors a step shows.</summary>
    public int ErrorsIn(CreateStep step) => Fields.Errors.Keys.Concat(Fields.Refused).Distinct().Count(n => CreateServiceFields.StepOf(n) == step && Fields.ErrorOf(n) is not null);

    /// <summary>The first step with a broken rule, or null.</summary>
    public CreateStep? FirstBroken => Fields.Errors.Count == 0 ? null : Fields.Errors.Keys.Min(CreateServiceFields.StepOf);

    /// <summary>The reader has left a step: what is wrong there shows from now on.</summary>
    public void Left(CreateStep step) => Fields.Touch([.. Fields.Errors.Keys.Where(n => CreateServiceFields.StepOf(n) == step)]);

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

    /// <summary>Adds a row for an edge node.</summary>
    public void AddEdgeNode()
    {
        EdgeNodes.Add(_nextRow);
        Fields.Init(FieldNames.EdgeNodeId(_nextRow), "");
        Fields.Init(FieldNames.EdgeNodeAddress(_nextRow), "");
        _nextRow++;
        Fields.Check();
    }

    /// <summary>Removes an edge node.</summary>
    public void RemoveEdgeNode(int row)
    {
        EdgeNodes.Remove(row);
        Fields.Remove($"node.{row}.");
        Fields.Check();
    }

    /// <summary>The organisations of a channel, by name.</summary>
    public IReadOnlyList<string> OrganizationsOf(int channel) =>
    [
        .. Organizations
            .Where(o => Fields[FieldNames.ChannelOrganization(channel, o)] == "true")
            .Select(o => Fields[FieldNames.OrganizationName(o)].Trim()),
    ];

    /// <summary>What can be kept of it: everything but secrets.</summary>
    public IReadOnlyDictionary<string, string> ToDraft() =>
        Fields.Names.Where(n => !FieldNames.Secrets.Contains(n)).ToDictionary(n => n, n => Fields[n]);

    /// <summary>Takes up what was kept from before, whole or in part; secrets are never among it, and what is locked stays.</summary>
    public void Restore(IReadOnlyDictionary<string, string> draft)
    {
        TakeRows(draft, Organizations, "org.", RemoveOrganization);
        TakeRows(draft, Channels, "channel.", RemoveChannel);
        TakeRows(draft, EdgeNodes, "node.", RemoveEdgeNode);
        _nextRow = Organizations.Concat(Channels).Concat(EdgeNodes).Append(0).Max() + 1;
        Fields.Restore(draft.Where(p => !FieldNames.Secrets.Contains(p.Key) && !Fields.IsLocked(p.Key)).ToDictionary());
        Suggest(draft);
        Fields.Check();
    }

    /// <summary>Starts it for an invitation, whose terms cannot be changed.</summary>
    public void Join(InviteeStart start)
    {
        Lock(FieldNames.Invitee, "true");
        Lock(FieldNames.InviterTenant, start.TenantId);
        Lock(FieldNames.InviterProject, start.ProjectId);
        Lock(FieldNames.InviterService, start.ServiceId);
        Lock(FieldNames.Type, "union");
        Lock(FieldNames.Edition, start.Edition);
        Lock(FieldNames.Fabric, start.Fabric);
        Lock(FieldNames.Consensus, start.Consensus);
        Lock(FieldNames.Sign, start.Sign);
        Channels.ToList().ForEach(RemoveChannel);
        Suggest();
        Fields.Check();

        void Lock(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                Fields.Init(name, value);
                Fields.Lock(name);
            }
        }
    }

    /// <summary>The request that the form makes; the rules have to hold.</summary>
    public CreateServiceRequest ToRequest() => CreateServiceRequests.Of(this);

    // A choice that another one rules out would leave people with an error they did not make.
    private void Follow(string name, string value)
    {
        switch (name)
        {
            case FieldNames.Fabric:
                Fields.Init(FieldNames.Consensus, value == "1.4" ? "SOLO" : "etcdraft");
                break;
            case FieldNames.Edition when !OffersSm2 && Fields[FieldNames.Sign] == "sm2":
                Fields.Init(FieldNames.Sign, "ECDSA");
                break;
            case FieldNames.ClusterId when Offers.Clusters.FirstOrDefault(c => c.Id == value) is { } cluster:
                Complete(FieldNames.ClusterName, cluster.Name, c => c.Name, cluster);
                break;
            case FieldNames.ClusterName when Offers.Clusters.Where(c => c.Name == value).ToList() is [var cluster]:
                Complete(FieldNames.ClusterId, cluster.Id, c => c.Id, cluster);
                break;
            case FieldNames.Cluster when value == Edge && EdgeNodes.Count == 0:
                AddEdgeNode();
                break;
            case FieldNames.Invitee when value == "true":
                Fields.Init(FieldNames.Type, "union");
                break;
        }

        if (Fields[FieldNames.Volume] == "evs" && NoDisk is not null)
        {
            Fields.Init(FieldNames.Volume, "nfs");
        }

        Suggest();
    }

    // The other half of a known cluster, unless someone has given one that is not known.
    private void Complete(string name, string value, Func<KnownCluster, string> half, KnownCluster cluster)
    {
        var given = Fields[name].Trim();
        if (given.Length == 0 || Offers.Clusters.Any(c => half(c) == given))
        {
            Fields.Init(name, value);
            if (cluster.Platform is { Length: > 0 } platform)
            {
                Fields.Init(FieldNames.Platform, platform);
            }
        }
    }

    // Numbers that follow what is chosen, as long as they are still the suggested ones: those that someone gave stay.
    private void Suggest(IReadOnlyDictionary<string, string>? given = null)
    {
        To(FieldNames.Orderers, Fields[FieldNames.Consensus] == "SFLIC" ? NodesForByzantineConsensus : OrderersForRaft);
        To(FieldNames.DiskSize, DiskSize);

        void To(string name, int number)
        {
            var value = number.ToString(CultureInfo.InvariantCulture);
            if (given?.ContainsKey(name) is not true && Fields[name] == _suggested.GetValueOrDefault(name, ""))
            {
                Fields.Init(name, value);
            }

            _suggested[name] = value;
        }
    }

    private static void TakeRows(IReadOnlyDictionary<string, string> draft, List<int> rows, string prefix, Action<int> remove)
    {
        var kept = draft.Keys
            .Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && k.EndsWith(".name", StringComparison.Ordinal))
            .Select(k => int.TryParse(k.Split('.')[1], CultureInfo.InvariantCulture, out var row) ? row : 0)
            .Where(row => row > 0)
            .Order()
            .ToList();
        if (kept.Count > 0)
        {
            rows.Except(kept).ToList().ForEach(remove);
            rows.Clear();
            rows.AddRange(kept);
        }
    }
}
