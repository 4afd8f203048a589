using Bcs.Api.Certificates;
using Bcs.Api.Consortium;

using Portal.Design;
using Portal.Features.Services.Members;
using Portal.Model.Certificates;

namespace Portal.Features.Services.Certificates;

/// <summary>What the SDK configuration is to contain, 5.1.10: channels with their chaincodes, and peers that are in them.</summary>
public sealed class SdkConfigurationForm
{
    /// <summary>Field with the folder of the certificates.</summary>
    public const string CertPath = "certPath";

    private readonly ServiceMembers _members;
    private IReadOnlyList<ConsortiumMember> _memberships = [];

    /// <summary>Makes the form with the first channel that has peers.</summary>
    public SdkConfigurationForm(ServiceMembers members)
    {
        _members = members;
        Fields.Rules = Check;
        Fields.Init(CertPath, "/opt/certs");
        if (Usable.FirstOrDefault() is { } first)
        {
            Fields.Init(Channel(first), "true");
        }

        foreach (var organization in members.Organizations)
        {
            Fields.Init(Organization(organization), "true");
        }

        Fields.Check();
    }

    /// <summary>What is typed.</summary>
    public FormFields Fields { get; } = new() { AsTyped = name => name == CertPath };

    /// <summary>Channels that peers of the service are in.</summary>
    public IEnumerable<MemberChannel> Usable => _members.Channels.Where(c => c.Own.Any(m => m.Peers.Count > 0));

    /// <summary>Channels chosen.</summary>
    public IReadOnlyList<MemberChannel> Chosen => [.. Usable.Where(c => Fields[Channel(c)] == "true")];

    /// <summary>Organisations with peers in a chosen channel.</summary>
    public IReadOnlyList<MemberOrganization> Organizations => [.. _members.Organizations.Where(o => Peers(o).Count > 0)];

    /// <summary>Organisations of other consortium members with peers in a chosen channel.</summary>
    public IReadOnlyList<PartnerOrganization> Partners => [.. Chosen.SelectMany(c => PartnerOrganization.Of(c, _memberships)).DistinctBy(p => p.Hash)];

    /// <summary>Takes up whose organisations those of others are, 5.2.4.</summary>
    public void Know(IReadOnlyList<ConsortiumMember> memberships) => _memberships = memberships;

    /// <summary>Field that says whether the peers of another member's organisation are in.</summary>
    public static string Partner(PartnerOrganization organization) => $"sdk.partner.{organization.Hash}";

    /// <summary>Field that says whether a channel is in.</summary>
    public static string Channel(MemberChannel channel) => $"sdk.channel.{channel.Name}";

    /// <summary>Field with a channel's chaincodes, separated by commas.</summary>
    public static string Chaincodes(MemberChannel channel) => $"sdk.chaincode.{channel.Name}";

    /// <summary>Field that says whether an organisation's peers are in.</summary>
    public static string Organization(MemberOrganization organization) => $"sdk.org.{organization.Name}";

    /// <summary>The request. One channel with one chaincode is sent in the simple form.</summary>
    public SdkConfigurationRequest ToRequest()
    {
        var chosen = Chosen;
        var partners = Partners.Where(p => Fields[Partner(p)] == "true").ToList();
        var several = chosen.Count > 1 || chosen.Any(c => Names(c).Count > 1);
        return new()
        {
            CertPath = Fields[CertPath].Trim(),
            ChannelName = several ? "" : chosen[0].Name,
            ChaincodeName = several ? "" : Names(chosen[0])[0],
            IsMultiChan = several,
            ChannelChaincode = several ? chosen.ToDictionary(c => c.Name, c => (IReadOnlyList<string>)Names(c)) : null,
            PeerOrgs = Organizations.Where(o => Fields[Organization(o)] == "true").ToDictionary(o => o.Name, o => (IReadOnlyList<string>)Peers(o)),
            UnionInfo = partners.Count == 0 ? null : partners.GroupBy(p => p.Member).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(p => p.Hash)]),
        };
    }

    // By domain name, in the order of their numbers, as the cloud wants them.
    private List<string> Peers(MemberOrganization organization) =>
        [.. organization.Peers.Where(p => Chosen.Any(c => p.Channels.Contains(c.Name)))
            .OrderBy(p => int.TryParse(p.Number, out var number) ? number : int.MaxValue)
            .Select(p => organization.Domain is { Length: > 0 } domain ? $"{p.Name}.{domain}" : p.Name)];

    private List<string> Names(MemberChannel channel) =>
        [.. Fields[Chaincodes(channel)].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private Dictionary<string, FieldError> Check()
    {
        var errors = new Dictionary<string, FieldError>();
        if (Fields[CertPath].Trim().Length == 0)
        {
            errors[CertPath] = new("rule.required");
        }

        if (Chosen.Count == 0 && Usable.FirstOrDefault() is { } first)
        {
            errors[Channel(first)] = new("rule.choose");
        }

        foreach (var channel in Chosen)
        {
            var names = Names(channel);
            if ((names.Count == 0 ? new("rule.required") : names.Select(CertificateRules.Chaincode).FirstOrDefault(e => e is not null)) is { } wrong)
            {
                errors[Chaincodes(channel)] = wrong;
            }
        }

        if (Organizations.Count > 0 && Organizations.All(o => Fields[Organization(o)] != "true"))
        {
            errors[Organization(Organizations[0])] = new("rule.choose");
        }

        return errors;
    }
}
