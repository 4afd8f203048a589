using Bcs.Api.Services;

using Portal.Design;
using Portal.Features.Services.Changes;
using Portal.Features.Services.Members;
using Portal.Resources;

namespace Portal.Features.Services.Deletion;

/// <summary>The end of a service and of what its flags name, 5.1.19. What they do not name stays, and stays billed.</summary>
public sealed class DeleteServiceForm : ChangeForm
{
    /// <summary>Flag: storage.</summary>
    public const string Storage = "storage";

    /// <summary>Flag: object storage bucket.</summary>
    public const string Bucket = "bucket";

    /// <summary>Flag: what lies underneath in the cluster.</summary>
    public const string Resource = "resource";

    /// <summary>Flag: edge nodes; <c>yes</c> or <c>no</c>, to be chosen.</summary>
    public const string Edge = "edge";

    /// <summary>Ids of edge nodes, separated by commas.</summary>
    public const string EdgeNodes = "edgeNodes";

    /// <summary>Names of edge nodes of the light peer add-on, separated by commas.</summary>
    public const string LightPeers = "lightPeers";

    /// <summary>Field with the name, typed to confirm.</summary>
    public const string Confirm = "confirm";

    private readonly ChangeContext _context;

    /// <summary>Makes the form.</summary>
    public DeleteServiceForm(ServiceMembers members, ChangeContext context)
        : base(members) => _context = context;

    /// <inheritdoc/>
    public override FieldError? Impossible => null;

    /// <summary>True for a service on edge nodes.</summary>
    public bool IsEdge => _context.IsEdge;

    /// <summary>True if the service has a bucket.</summary>
    public bool HasBucket => !string.IsNullOrEmpty(Detail?.ObsBucketInfo?.Name);

    /// <summary>True if the service has light peers.</summary>
    public bool HasLightPeers => Detail?.LightPeerInfo is { Count: > 0 };

    private ServiceDetail? Detail => _context.Service.Detail;

    /// <summary>The flags as they are sent.</summary>
    public DeleteServiceOptions ToOptions() => new()
    {
        Storage = On(Storage),
        Obs = HasBucket ? On(Bucket) : null,
        Resource = IsEdge ? null : On(Resource),
        Ief = IsEdge ? Fields[Edge] == "yes" : null,
        IefNodeIds = IsEdge ? List(EdgeNodes) : null,
        LightPeerNodes = HasLightPeers ? List(LightPeers) : null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Effect> Effects(Texts texts)
    {
        var deleted = texts["change.deleted"];
        List<Effect> effects = [new(_context.Service.Name, texts["delete.service"], deleted) { Loss = true }];
        effects.AddRange(Members.Organizations.Select(o => new Effect(o.Name, texts.Count("change.peers", o.Peers.Count), deleted) { Loss = true }));
        effects.AddRange(Members.Channels.Select(c => new Effect(c.Name, texts["change.channel"], c.Foreign.Any() ? texts["delete.leaves"] : deleted) { Loss = true }));
        if (Detail?.OrdererInfo?.NodeCnt is > 0 and var orderers)
        {
            effects.Add(new(texts["service.orderers"], texts.Count("change.nodes", orderers), deleted) { Loss = true });
        }

        Flag(texts["service.storage"], Detail?.SfsInfo?.Name, On(Storage));
        if (HasBucket)
        {
            Flag(texts["service.bucket"], Detail!.ObsBucketInfo!.Name, On(Bucket));
        }

        if (IsEdge)
        {
            Flag(texts["delete.edge"], null, Fields[Edge] == "yes");
        }
        else
        {
            Flag(texts["delete.resource"], Detail?.BasicInfo?.ClusterName, On(Resource));
        }

        return effects;

        void Flag(string what, string? name, bool goes) =>
            effects.Add(new(what, string.IsNullOrEmpty(name) ? texts["change.present"] : name, goes ? deleted : texts["delete.kept"]) { Loss = goes });
    }

    /// <inheritdoc/>
    protected override IEnumerable<MemberFact> Concerns(ServiceMembers members) => members.Facts();

    /// <inheritdoc/>
    protected override Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        if (IsEdge && Fields[Edge].Length == 0)
        {
            errors[Edge] = new("rule.choose");
        }

        // The parameter reads like a flag, but takes names.
        if (List(LightPeers)?.Any(n => bool.TryParse(n, out _)) is true)
        {
            errors[LightPeers] = new("rule.nodeNames");
        }

        if (Fields[Confirm] != _context.Service.Name)
        {
            errors[Confirm] = new("rule.confirmName", _context.Service.Name);
        }

        return errors;
    }

    private bool On(string flag) => Fields[flag] == "true";

    private string[]? List(string field) =>
        Fields[field].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } list ? list : null;
}
