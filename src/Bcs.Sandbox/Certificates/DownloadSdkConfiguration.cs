using System.Globalization;

using Bcs.Api;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Certificates;

/// <summary>Downloads the configuration of the Fabric SDK for one channel or several, 5.1.10.</summary>
internal static class DownloadSdkConfiguration
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.Read<SdkConfigurationRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        var profile = new ConnectionProfile(call.World, service, request.CertPath ?? "");
        var fault = Check(request) ?? CertificateRules.RefuseRead(call, service) ?? AddChannels(request, service, profile)
            ?? AddPeers(request, service, profile) ?? AddMembers(request, profile);
        return fault is null
            ? ZipBundle.Download($"{service.Name}-sdk-config.zip", [($"{service.Name}-sdk-config.yaml", profile.Write())])
            : fault;
    }

    private static BcsFault? Check(SdkConfigurationRequest request)
    {
        var several = request.IsMultiChan is true;
        return request switch
        {
            { CertPath: null or "" } => BcsFaults.Parameter("cert_path", "is required"),
            { PeerOrgs: null or { Count: 0 } } => BcsFaults.Parameter("peer_orgs", "is required"),
            { ChaincodeName.Length: > 0 } when several => BcsFaults.Parameter("chaincode_name", "must be empty when is_multi_chan is true"),
            { ChannelName.Length: > 0 } when several => BcsFaults.Parameter("channel_name", "must be empty when is_multi_chan is true"),
            { ChannelChaincode: null or { Count: 0 } } when several => BcsFaults.Parameter("channel_chaincode", "is required when is_multi_chan is true"),
            _ when several => CheckChaincodes(request.ChannelChaincode!.Values.SelectMany(c => c ?? [])),
            { ChannelName: null or "" } => BcsFaults.Parameter("channel_name", "is required"),
            _ => CheckChaincodes([request.ChaincodeName]),
        };
    }

    private static BcsFault? CheckChaincodes(IEnumerable<string?> names) =>
        names.All(n => n is not null && BcsNames.IsChaincode(n))
            ? null
            : BcsFaults.Parameter("chaincode_name", "must be 6 to 25 lower-case letters and digits, the first one a letter");

    private static BcsFault? AddChannels(SdkConfigurationRequest request, ServiceState service, ConnectionProfile profile)
    {
        var asked = request.IsMultiChan is true ? request.ChannelChaincode! : new() { [request.ChannelName!] = [request.ChaincodeName!] };
        foreach (var (name, chaincodes) in asked)
        {
            if (service.Channels.Find(c => c.Name == name) is not { } channel)
            {
                return BcsFaults.InvalidChannelName;
            }

            profile.Add(channel, chaincodes ?? []);
        }

        return null;
    }

    private static BcsFault? AddPeers(SdkConfigurationRequest request, ServiceState service, ConnectionProfile profile)
    {
        foreach (var (name, peers) in request.PeerOrgs!)
        {
            if (service.Organizations.Find(o => o.Name == name) is not { } organization)
            {
                return BcsFaults.OrganizationUnknown;
            }

            if (peers is not { Count: > 0 })
            {
                return BcsFaults.Parameter("peer_orgs", $"{name} has no peers");
            }

            var indexes = peers.ConvertAll(p => IndexOf(organization, p));
            if (indexes.Exists(i => i < 0 || !profile.HasJoined(name, i)))
            {
                return BcsFaults.Parameter("peer_orgs", $"{name} has no such peer in the channel");
            }

            if (indexes.Zip(indexes.Skip(1)).Any(pair => pair.First >= pair.Second))
            {
                return BcsFaults.Parameter("peer_orgs", "peers must be in ascending order");
            }

            profile.Add(organization, indexes);
        }

        return null;
    }

    /// <summary>Adds what other members of the consortium have in the channels.</summary>
    private static BcsFault? AddMembers(SdkConfigurationRequest request, ConnectionProfile profile)
    {
        foreach (var (member, hashes) in request.UnionInfo ?? [])
        {
            foreach (var hash in hashes ?? [])
            {
                if (!profile.AddMember(hash))
                {
                    return BcsFaults.Parameter("union_info", $"{member} has no such organization in the channel");
                }
            }
        }

        return null;
    }

    /// <summary>A peer is named by its domain, its short name or its number; -1 if the organisation has no such peer.</summary>
    private static int IndexOf(OrganizationState organization, string peer) => Enumerable.Range(0, organization.PeerCount)
        .Where(i => peer == organization.PeerDomain(i) || peer == organization.Peer(i) || peer == i.ToString(CultureInfo.InvariantCulture))
        .DefaultIfEmpty(-1).First();
}
