using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Certificates;

/// <summary>
/// A connection profile of fabric-sdk-go as the live service writes it: organisations by hash, nodes by domain name, reached at the public address
/// of their service if it has one, files where the administrator's bundles unpack below <c>cert_path</c>.
/// </summary>
internal sealed class ConnectionProfile(SandboxWorld world, ServiceState service, string certPath)
{
    private const string OrdererKey = "ordererorg";
    private const string ChaincodeVersion = "1.0";
    private const int EventPortDistance = 100;

    // Every JSON string is a quoted YAML string.
    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(ChannelState Channel, IReadOnlyList<string> Chaincodes)> _channels = [];
    private readonly List<ChannelMember> _members = [];

    /// <summary>Services whose orderers serve the channels: that of the inviting party for a channel that was joined.</summary>
    private List<ServiceState> Owners => [.. _channels.Select(c => Owner(c.Channel)).Distinct()];

    public void Add(ChannelState channel, IReadOnlyList<string> chaincodes) => _channels.Add((channel, chaincodes));

    /// <summary>Adds peers of the service itself.</summary>
    public void Add(OrganizationState organization, IReadOnlyList<int> peers) => _members.Add(new ChannelMember(organization, peers, service));

    /// <summary>Adds an organisation of another member of the channels; false if none of them has it.</summary>
    public bool AddMember(string hash)
    {
        var member = _channels.SelectMany(c => ChannelMembers.Of(world.State, service, c.Channel)).FirstOrDefault(m => m.Service != service && m.Organization.Hash == hash);
        if (member is not null)
        {
            _members.Add(member);
        }

        return member is not null;
    }

    /// <summary>Whether a peer is in one of the channels.</summary>
    public bool HasJoined(string organization, int peer) =>
        _channels.Exists(c => c.Channel.Peers.TryGetValue(organization, out var peers) && peers.Contains(peer));

    /// <summary>The profile as YAML.</summary>
    public string Write()
    {
        var yaml = new StringBuilder();
        WriteHead(yaml);
        WriteChannels(yaml);
        WriteOrganizations(yaml);
        WriteOrderers(yaml);
        WritePeers(yaml);
        return Line(yaml, "certificateAuthorities: {}").ToString();
    }

    private void WriteHead(StringBuilder yaml)
    {
        Line(yaml, $"name: {Text(service.Name)}");
        Line(yaml, "x-type: \"hlfv1\"");
        Line(yaml, "x-loggingLevel: info");
        Line(yaml, $"description: {Text($"Connection profile of {service.Name}")}");
        Line(yaml, "version: 1.0.0");
        Line(yaml, "client:");
        Line(yaml, $"  organization: {_members[0].Organization.Hash}");
        Line(yaml, "  logging:\n    level: info");
        Line(yaml, $"  cryptoconfig:\n    path: {Text(certPath)}");
        Line(yaml, "  credentialStore:\n    path: \"/tmp/hfc-kvs\"\n    cryptoStore:\n      path: \"/tmp/msp\"");
        Line(yaml, "  BCCSP:\n    security:\n      enabled: true\n      default:\n        provider: \"SW\"\n      hashAlgorithm: \"SHA2\"\n      softVerify: true\n      level: 256");
    }

    private void WriteChannels(StringBuilder yaml)
    {
        Line(yaml, "channels:");
        foreach (var (channel, chaincodes) in _channels)
        {
            Line(yaml, $"  {channel.Name}:");
            Line(yaml, "    orderers:");
            Nodes(yaml, "      ", Orderers(Owner(channel)));

            Line(yaml, "    peers:");
            foreach (var peer in PeersIn(channel))
            {
                Line(yaml, $"      {peer}:\n        endorsingPeer: true\n        chaincodeQuery: true\n        ledgerQuery: true\n        eventSource: true");
            }

            Line(yaml, $"    chaincodes: [{string.Join(", ", chaincodes.Select(c => Text($"{c}:{ChaincodeVersion}")))}]");
        }
    }

    private void WriteOrganizations(StringBuilder yaml)
    {
        Line(yaml, "organizations:");
        foreach (var member in _members)
        {
            WriteOrganization(yaml, member.Organization.Hash, CertifiedOrganization.Of(member.Organization), "peers", member.Peers.Select(member.Organization.PeerDomain));
        }

        foreach (var (index, owner) in Owners.Index())
        {
            WriteOrganization(yaml, index == 0 ? OrdererKey : $"{OrdererKey}{index}", CertifiedOrganization.Orderer(owner), "orderers", Orderers(owner));
        }
    }

    private void WriteOrganization(StringBuilder yaml, string key, CertifiedOrganization organization, string kind, IEnumerable<string> nodes)
    {
        Line(yaml, $"  {key}:");
        Line(yaml, $"    mspid: {organization.MspId}");
        Line(yaml, $"    cryptoPath: {File($"{organization.Folder}/msp")}");
        Line(yaml, $"    tlsCryptoKeyPath: {File($"{organization.Folder}/tls/server.key")}");
        Line(yaml, $"    tlsCryptoCertPath: {File($"{organization.Folder}/tls/server.crt")}");
        Line(yaml, $"    {kind}:");
        Nodes(yaml, "      ", nodes);
    }

    private void WriteOrderers(StringBuilder yaml)
    {
        Line(yaml, "orderers:");
        foreach (var owner in Owners)
        {
            foreach (var (index, domain) in Orderers(owner).Index())
            {
                WriteNode(yaml, domain, owner, NodeAddresses.FirstOrdererNodePort + index, CertifiedOrganization.Orderer(owner), withEvents: false);
            }
        }
    }

    private void WritePeers(StringBuilder yaml)
    {
        Line(yaml, "peers:");
        foreach (var member in _members)
        {
            foreach (var index in member.Peers)
            {
                var organization = member.Organization;
                WriteNode(yaml, organization.PeerDomain(index), member.Service, organization.FirstNodePort + index, CertifiedOrganization.Of(organization), withEvents: true);
            }
        }
    }

    private void WriteNode(StringBuilder yaml, string domain, ServiceState owner, int port, CertifiedOrganization organization, bool withEvents)
    {
        // The certificate names the domain, so that stands below however the node is reached.
        var host = owner.UseEip ? owner.Address : domain;
        Line(yaml, $"  {domain}:");
        Line(yaml, $"    url: grpcs://{host}:{port}");
        if (withEvents)
        {
            Line(yaml, $"    eventUrl: grpcs://{host}:{port + EventPortDistance}");
        }

        Line(yaml, $"    grpcOptions:\n      ssl-target-name-override: {domain}\n      allow-insecure: false");
        Line(yaml, $"    tlsCACerts:\n      path: {File(organization.TlsRootPath)}");
    }

    private ServiceState Owner(ChannelState channel) =>
        channel.Invitation is { } id && world.State.FindInvitation(id) is { } invitation && world.State.FindService(invitation.Invitor, invitation.InvitorService) is { } owner ? owner : service;

    private static IEnumerable<string> Orderers(ServiceState owner) => Enumerable.Range(0, owner.OrdererCount).Select(owner.OrdererDomain);

    private IEnumerable<string> PeersIn(ChannelState channel)
    {
        var joined = ChannelMembers.Of(world.State, service, channel);
        return _members.SelectMany(m => m.Peers
            .Where(i => joined.Any(j => j.Organization.Hash == m.Organization.Hash && j.Peers.Contains(i)))
            .Select(m.Organization.PeerDomain));
    }

    private static void Nodes(StringBuilder yaml, string indent, IEnumerable<string> nodes)
    {
        foreach (var node in nodes)
        {
            Line(yaml, $"{indent}- {node}");
        }
    }

    private string File(string path) => Text($"{certPath.TrimEnd('/')}/{path}");

    private static string Text(string value) => JsonSerializer.Serialize(value, Quoted);

    private static StringBuilder Line(StringBuilder yaml, string line) => yaml.Append(line).Append('\n');
}
