using System.Globalization;
using System.Net;

using Bcs.Api;
using Bcs.Api.Services;

using Portal.Design;

namespace Portal.Features.Services;

/// <summary>A field of <see cref="CreateServiceForm"/>.</summary>
/// <param name="Name">Name within the form.</param>
/// <param name="Step">Step it is on.</param>
/// <param name="Applies">Tells whether it applies to what is chosen elsewhere; null for one that always does.</param>
/// <param name="Check">The rule of section 5.1.1 for its value, trimmed; null if every value will do.</param>
internal sealed record CreateServiceField(
    string Name, CreateStep Step, Func<CreateServiceForm, bool>? Applies, Func<CreateServiceForm, string, FieldError?>? Check);

/// <summary>All fields of the form that are not in rows: where they are, when they apply, and what they may hold.</summary>
internal static class CreateServiceFields
{
    private const int LargestKafka = 9000;
    private const int ShortestPassword = 8;
    private const int LongestPassword = 12;
    private const int LongestDatabasePassword = 26;
    private const int KindsInPassword = 3;

    private static readonly Dictionary<string, int> SmallestKafka = new() { ["mini"] = 300, ["small"] = 1200, ["middle"] = 2400, ["high"] = 4800 };

    /// <summary>The fields in their order.</summary>
    public static IReadOnlyList<CreateServiceField> All { get; } =
    [
        new(FieldNames.Name, CreateStep.Basics, null, Named(BcsNames.IsServiceOrOrganization, "rule.serviceName")),
        new(FieldNames.Edition, CreateStep.Basics, null, OneOf([.. ServiceEdition.All.Select(e => e.Number.ToString(CultureInfo.InvariantCulture))])),
        new(FieldNames.Type, CreateStep.Basics, null, (f, v) => f.IsInvitee && v != "union" ? new("rule.inviteeUnion") : OneOf("union", "private")(f, v)),
        new(FieldNames.Project, CreateStep.Basics, null, Required),
        new(FieldNames.Password, CreateStep.Basics, null, ManagementPassword),
        new(FieldNames.PasswordAgain, CreateStep.Basics, null, (f, _) => f.Fields[FieldNames.PasswordAgain] == f.Fields[FieldNames.Password] ? null : new("rule.passwordAgain")),
        new(FieldNames.Restful, CreateStep.Basics, null, Flag),
        new(FieldNames.Tc3, CreateStep.Basics, null, Flag),
        new(FieldNames.Invitee, CreateStep.Basics, null, Flag),
        new(FieldNames.InviterTenant, CreateStep.Basics, f => f.IsInvitee, Required),
        new(FieldNames.InviterProject, CreateStep.Basics, f => f.IsInvitee, Required),
        new(FieldNames.InviterService, CreateStep.Basics, f => f.IsInvitee, Required),

        new(FieldNames.Fabric, CreateStep.Blockchain, null, OneOf("2.2", "1.4")),
        new(FieldNames.Consensus, CreateStep.Blockchain, null, (f, v) => f.IsOldFabric ? OneOf("SOLO", "SFLIC", "kafka")(f, v) : OneOf("etcdraft", "SFLIC")(f, v)),
        new(FieldNames.Sign, CreateStep.Blockchain, null, (f, v) => v == "sm2" && !f.OffersSm2 ? new("rule.sm2") : OneOf("ECDSA", "sm2")(f, v)),
        new(FieldNames.Orderers, CreateStep.Blockchain, f => !f.IsInvitee && f.Fields[FieldNames.Consensus] != "SOLO", (f, v) => Between(1, f.MostOrderers)(f, v)),
        new(FieldNames.KafkaSpec, CreateStep.Blockchain, f => f.UsesKafka, OneOf([.. SmallestKafka.Keys])),
        new(FieldNames.KafkaStorage, CreateStep.Blockchain, f => f.UsesKafka, (f, v) => Between(SmallestKafka.GetValueOrDefault(f.Fields[FieldNames.KafkaSpec], SmallestKafka["mini"]), LargestKafka)(f, v)),
        new(FieldNames.KafkaZone, CreateStep.Blockchain, f => f.UsesKafka, Required),
        new(FieldNames.Database, CreateStep.Blockchain, null, OneOf("goleveldb", "couchdb")),
        new(FieldNames.CouchUser, CreateStep.Blockchain, f => f.UsesCouch, Required),
        new(FieldNames.CouchPassword, CreateStep.Blockchain, f => f.UsesCouch, DatabasePassword),
        new(FieldNames.BlockTimeout, CreateStep.Blockchain, null, AtLeast(1)),
        new(FieldNames.BlockCount, CreateStep.Blockchain, null, AtLeast(1)),
        new(FieldNames.BlockSize, CreateStep.Blockchain, null, AtLeast(1)),

        new(FieldNames.Cluster, CreateStep.Cluster, null, OneOf(CreateServiceForm.Existing, CreateServiceForm.New, CreateServiceForm.Edge)),
        new(FieldNames.ClusterId, CreateStep.Cluster, f => f.IsExistingCluster, Required),
        new(FieldNames.ClusterName, CreateStep.Cluster, f => f.IsExistingCluster, Required),
        new(FieldNames.Platform, CreateStep.Cluster, f => !f.IsEdge, OneOf("VirtualMachine", "ARM64")),
        new(FieldNames.NodeCount, CreateStep.Cluster, f => f.IsNewCluster, AtLeast(1)),
        new(FieldNames.NodeFlavor, CreateStep.Cluster, f => f.IsNewCluster, Required),
        new(FieldNames.ClusterFlavor, CreateStep.Cluster, f => f.IsNewCluster, Required),
        new(FieldNames.ClusterZone, CreateStep.Cluster, f => f.IsNewCluster, Required),
        new(FieldNames.NodePassword, CreateStep.Cluster, f => f.IsNewCluster, Required),
        new(FieldNames.EdgeMode, CreateStep.Cluster, f => f.IsEdge, OneOf("0", "1")),
        new(FieldNames.EdgeNodes, CreateStep.Cluster, f => f.IsEdge, (f, _) => f.EdgeNodes.Count >= f.EdgeNodesNeeded ? null : new("rule.edgeNodes", f.EdgeNodesNeeded)),
        new(FieldNames.Volume, CreateStep.Cluster, null, (f, v) => v == "evs" && f.NoDisk is { } why ? new(why) : OneOf("evs", "nfs", "efs")(f, v)),
        new(FieldNames.Disk, CreateStep.Cluster, f => f.Fields[FieldNames.Volume] == "evs", OneOf("SATA", "SAS", "SSD")),
        new(FieldNames.Zone, CreateStep.Cluster, f => f.Fields[FieldNames.Volume] == "efs", null),
        new(FieldNames.DiskSize, CreateStep.Cluster, null, AtLeast(1)),
        new(FieldNames.Eip, CreateStep.Cluster, null, Flag),
        new(FieldNames.Bandwidth, CreateStep.Cluster, f => f.Fields[FieldNames.Eip] == "true", AtLeast(1)),
    ];

    private static readonly Dictionary<string, CreateServiceField> ByName = All.ToDictionary(f => f.Name);

    /// <summary>A field that is not in a row; null for any other.</summary>
    public static CreateServiceField? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The step of a field.</summary>
    public static CreateStep StepOf(string name) =>
        Find(name)?.Step ?? (name.StartsWith("node.", StringComparison.Ordinal) ? CreateStep.Cluster : CreateStep.Organizations);

    /// <summary>Something has to be there.</summary>
    public static FieldError? Required(CreateServiceForm form, string value) => value.Length == 0 ? new("rule.required") : null;

    /// <summary>An address of IP version 4 or 6.</summary>
    public static FieldError? Address(CreateServiceForm form, string value) =>
        Required(form, value) ?? (IPAddress.TryParse(value, out _) && value.Any(c => c is '.' or ':') ? null : new("rule.address"));

    /// <summary>A whole number between two bounds.</summary>
    public static Func<CreateServiceForm, string, FieldError?> Between(int least, int most) => (_, value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? null
        : most == int.MaxValue ? new("rule.atLeast", least)
        : new("rule.between", least, most);

    /// <summary>A name that follows a rule.</summary>
    public static Func<CreateServiceForm, string, FieldError?> Named(Func<string, bool> follows, string rule) =>
        (form, value) => Required(form, value) ?? (follows(value) ? null : new(rule));

    private static Func<CreateServiceForm, string, FieldError?> AtLeast(int least) => Between(least, int.MaxValue);

    private static Func<CreateServiceForm, string, FieldError?> OneOf(params string[] values) =>
        (_, value) => values.Contains(value) ? null : new("rule.oneOf", string.Join(", ", values));

    private static FieldError? Flag(CreateServiceForm form, string value) => value is "true" or "false" or "" ? null : new("rule.oneOf", "true, false");

    private static FieldError? ManagementPassword(CreateServiceForm form, string value)
    {
        // Not trimmed: what is typed is sent.
        var password = form.Fields[FieldNames.Password];
        return password.Length == 0 ? new("rule.required")
            : password.Length is < ShortestPassword or > LongestPassword || Kinds(password) < KindsInPassword ? new("rule.password")
            : null;
    }

    private static FieldError? DatabasePassword(CreateServiceForm form, string value)
    {
        var password = form.Fields[FieldNames.CouchPassword];
        return password.Length == 0 ? new("rule.required")
            : password.Length is < ShortestPassword or > LongestDatabasePassword || Kinds(password) < KindsInPassword ? new("rule.databasePassword")
            : null;
    }

    private static int Kinds(string password) =>
        (password.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
        + (password.Any(char.IsAsciiDigit) ? 1 : 0) + (password.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);
}
