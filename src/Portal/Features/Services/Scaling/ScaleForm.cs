using System.Globalization;

using Bcs.Api.Services;

using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Scaling;

/// <summary>More or fewer peers, more or fewer organisations, 5.1.4; one kind at a time, as the cloud demands.</summary>
public sealed partial class ScaleForm : ChangeForm
{
    /// <summary>Field with the kind of change.</summary>
    public const string Kind = "kind";

    /// <summary>Field with the service's name, typed to confirm.</summary>
    public const string Confirm = "confirm";

    /// <summary>Peers of an organisation that the API reference documents; the limits of the edition may allow more.</summary>
    public const int DocumentedPeers = 2;

    private const string Active = "ACTIVE";

    private readonly ServiceDetail? _service;
    private readonly string _name;
    private readonly bool _edge;
    private int _nextRow = 1;

    /// <summary>Makes the form.</summary>
    /// <param name="members">Who belongs to the service.</param>
    /// <param name="context">The service.</param>
    /// <param name="kind">Kind to start with; null for the first that is possible.</param>
    /// <param name="mostPeers">Most peers that an organisation can have.</param>
    public ScaleForm(ServiceMembers members, ChangeContext context, ScaleKind? kind, int mostPeers = DocumentedPeers)
        : base(members)
    {
        MostPeers = mostPeers;
        (_service, _name, _edge) = (context.Service.Detail, context.Service.Name, context.IsEdge);
        var possible = Enum.GetValues<ScaleKind>().Where(k => WhyNot(k) is null).ToList();
        Fields.Init(Kind, (kind is { } wanted && possible.Contains(wanted) ? wanted : possible.FirstOrDefault()).ToString());
        foreach (var organization in members.Organizations)
        {
            Fields.Init(Target(organization), organization.Peers.Count.ToString(CultureInfo.InvariantCulture));
        }

        AddRow();
    }

    /// <summary>Most peers that an organisation can have.</summary>
    public int MostPeers { get; }

    /// <summary>The kind of change chosen.</summary>
    public ScaleKind Chosen => Enum.TryParse<ScaleKind>(Fields[Kind], out var kind) ? kind : default;

    /// <summary>Numbers of the rows for new organisations.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>True where a new organisation is bound to an edge node of its own.</summary>
    public bool NeedsNode => _edge && _service?.IefInfo?.DeployMode == 1;

    /// <summary>True where a new organisation needs a storage claim.</summary>
    public bool NeedsClaim => !_edge;

    /// <inheritdoc/>
    public override FieldError? Impossible => Enum.GetValues<ScaleKind>().Any(k => WhyNot(k) is null) ? null : WhyNot(Chosen);

    /// <summary>Field with the number of peers that an organisation is to have.</summary>
    public static string Target(MemberOrganization organization) => $"peers.{organization.Name}";

    /// <summary>Field that says whether an organisation goes.</summary>
    public static string Leaves(MemberOrganization organization) => $"leave.{organization.Name}";

    /// <summary>Field of a new organisation.</summary>
    public static string New(int row, string part) => $"new.{row}.{part}";

    /// <summary>Why a kind of change is not possible, or null.</summary>
    public FieldError? WhyNot(ScaleKind kind) => kind switch
    {
        ScaleKind.AddPeers when _edge => new("scale.edge"),
        ScaleKind.AddPeers when Members.Organizations.All(o => o.Peers.Count >= MostPeers) => new("scale.addPeers.full", MostPeers),
        ScaleKind.RemovePeers when _edge => new("scale.edge"),
        ScaleKind.RemovePeers when Members.Organizations.All(o => o.Peers.Count <= 1) => new("scale.removePeers.last"),
        ScaleKind.RemoveOrganizations when Members.Organizations.Count <= 1 => new("scale.removeOrgs.last"),
        ScaleKind.RemoveOrganizations when Members.Organizations.All(o => WhyStays(o) is not null) => new("scale.removeOrgs.shared"),
        _ => null,
    };

    /// <summary>Why an organisation cannot be deleted, or null.</summary>
    public FieldError? WhyStays(MemberOrganization organization) =>
        Members.Channels.FirstOrDefault(c => c.Shared && c.Own.Any(m => m.Own!.Name == organization.Name)) is { } shared
            ? new("scale.removeOrgs.in", shared.Name)
            : null;

    /// <summary>Adds a row for a new organisation.</summary>
    public void AddRow()
    {
        var row = _nextRow++;
        Rows.Add(row);
        Fields.Init(New(row, "peers"), "1");
        Fields.Init(New(row, "claim"), _service?.PeerInfo is [{ PvcName: { Length: > 0 } claim }, ..] ? claim : _service?.SfsInfo?.PvcName ?? "");
        Fields.Check();
    }

    /// <summary>Removes a row.</summary>
    public void RemoveRow(int row)
    {
        Rows.Remove(row);
        Fields.Remove($"new.{row}.");
        Fields.Check();
    }

    /// <summary>Takes up an earlier request. What it asked for may be there by now: only what still differs stands out.</summary>
    public void Fill(ModifyServiceRequest earlier)
    {
        var known = Members.Organizations.ToDictionary(o => o.Name);
        foreach (var asked in (earlier.NodeOrgs ?? []).Where(o => o.Name is not null))
        {
            var count = (asked.NodeCount ?? 0).ToString(CultureInfo.InvariantCulture);
            if (!known.TryGetValue(asked.Name!, out var organization))
            {
                if (Value(Rows[^1], "name").Length > 0)
                {
                    AddRow();
                }

                Fields.Set(Kind, nameof(ScaleKind.AddOrganizations));
                Fields.Set(New(Rows[^1], "name"), asked.Name!);
                Fields.Set(New(Rows[^1], "peers"), count);
                Fields.Set(New(Rows[^1], "claim"), asked.PvcName ?? "");
            }
            else if (earlier.IsDeleteOrg is true)
            {
                Fields.Set(Kind, nameof(ScaleKind.RemoveOrganizations));
                Fields.Set(Leaves(organization), "true");
            }
            else
            {
                Fields.Set(Kind, asked.NodeCount < organization.Peers.Count ? nameof(ScaleKind.RemovePeers) : nameof(ScaleKind.AddPeers));
                Fields.Set(Target(organization), count);
            }
        }
    }

    /// <summary>Smallest and largest number of peers that an organisation can be given.</summary>
    public (int Least, int Most) Range(MemberOrganization organization) => Chosen is ScaleKind.AddPeers
        ? (organization.Peers.Count, Math.Max(organization.Peers.Count, MostPeers))
        : (1, organization.Peers.Count);

    /// <summary>The request: only what belongs to the kind chosen.</summary>
    public ModifyServiceRequest ToRequest() => Chosen switch
    {
        ScaleKind.AddOrganizations => new()
        {
            NodeOrgs = [.. Rows.Select(r => new NodeOrg
            {
                Name = Value(r, "name"), NodeCount = Number(New(r, "peers")), PvcName = NeedsClaim ? Value(r, "claim") : null,
            })],
            PublicIps = NeedsNode ? [.. Rows.Select(r => new IefNode { Id = Value(r, "node"), Status = Active, PublicIpAddress = Value(r, "ip") })] : null,
            IsDeleteOrg = false,
        },
        ScaleKind.RemoveOrganizations => new()
        {
            NodeOrgs = [.. Leaving().Select(o => new NodeOrg { Name = o.Name, NodeCount = o.Peers.Count })],
            IsDeleteOrg = true,
        },
        _ => new()
        {
            NodeOrgs = [.. Scaled().Select(o => new NodeOrg { Name = o.Name, NodeCount = Number(Target(o)) })],
            IsDeleteOrg = false,
        },
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Effect> Effects(Texts texts) => ScaleEffects.Of(texts, this, Chosen switch
    {
        ScaleKind.AddOrganizations => [.. Rows.Where(r => Value(r, "name").Length > 0 && Number(New(r, "peers")) > 0).Select(r => (Value(r, "name"), 0, Number(New(r, "peers"))))],
        ScaleKind.RemoveOrganizations => [.. Leaving().Select(o => (o.Name, o.Peers.Count, 0))],
        _ => [.. Scaled().Where(o => Number(Target(o)) > 0).Select(o => (o.Name, o.Peers.Count, Number(Target(o))))],
    });

    /// <inheritdoc/>
    public override string? FieldOf(string code) => (code, Chosen) switch
    {
        ("BCS.4001051", ScaleKind.AddPeers or ScaleKind.RemovePeers) => Scaled().Select(Target).FirstOrDefault(),
        ("BCS.4001051", ScaleKind.AddOrganizations) => New(Rows[0], "peers"),
        ("BCS.4001245", ScaleKind.AddOrganizations) => New(Rows[0], "name"),
        _ => null,
    };

    /// <inheritdoc/>
    protected override IEnumerable<MemberFact> Concerns(ServiceMembers members) => members.Facts();

    private IEnumerable<MemberOrganization> Scaled() =>
        Members.Organizations.Where(o => Number(Target(o)) is var target && (Chosen is ScaleKind.AddPeers ? target > o.Peers.Count : target < o.Peers.Count));

    private IEnumerable<MemberOrganization> Leaving() => Members.Organizations.Where(o => Fields[Leaves(o)] == "true" && WhyStays(o) is null);

    private string Value(int row, string part) => Fields[New(row, part)].Trim();
}
