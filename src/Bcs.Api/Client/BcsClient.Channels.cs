using Bcs.Api.Catalogue;
using Bcs.Api.Channels;

namespace Bcs.Api.Client;

/// <content>Calls about channels.</content>
public sealed partial class BcsClient
{
    /// <summary>Creates channels, 5.1.5.</summary>
    public Task<BcsResult<CreateChannelsResponse>> CreateChannelsAsync(
        string blockchainId, CreateChannelsRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<CreateChannelsResponse>(
            new BcsCall(BcsOperations.CreateChannels, ("blockchain_id", blockchainId)) { Body = request },
            cancellationToken);

    /// <summary>Lists the channels of a service, 5.1.6.</summary>
    public Task<BcsResult<ChannelList>> ListChannelsAsync(string blockchainId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ChannelList>(new BcsCall(BcsOperations.ListChannels, ("blockchain_id", blockchainId)), cancellationToken);

    /// <summary>Adds peers to a channel, 5.1.7.</summary>
    public Task<BcsResult<AddPeersToChannelResponse>> AddPeersToChannelAsync(
        string blockchainId, AddPeersToChannelRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<AddPeersToChannelResponse>(
            new BcsCall(BcsOperations.AddPeersToChannel, ("blockchain_id", blockchainId)) { Body = request },
            cancellationToken);

    /// <summary>Removes organisations from a channel, 5.1.8. The channel is named by its name.</summary>
    public Task<BcsResult<RemoveOrganizationsResponse>> RemoveOrganizationsFromChannelAsync(
        string blockchainId, string channelName, RemoveOrganizationsRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RemoveOrganizationsResponse>(
            new BcsCall(BcsOperations.RemoveOrganizationsFromChannel, ("blockchain_id", blockchainId), ("channel_id", channelName)) { Body = request },
            cancellationToken);

    /// <summary>Removes peers of one organisation from a channel, 5.1.20. The channel is named by its name.</summary>
    public Task<BcsResult<RemovePeersResponse>> RemovePeersFromChannelAsync(
        string blockchainId, string channelName, RemovePeersRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RemovePeersResponse>(
            new BcsCall(BcsOperations.RemovePeerFromChannel, ("blockchain_id", blockchainId), ("channel_id", channelName)) { Body = request },
            cancellationToken);

    /// <summary>Deletes an empty channel, 5.1.21. The channel is named by its name.</summary>
    public Task<BcsResult<DeleteChannelResponse>> DeleteChannelAsync(
        string blockchainId, string channelName, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<DeleteChannelResponse>(
            new BcsCall(BcsOperations.DeleteChannel, ("blockchain_id", blockchainId), ("channel_id", channelName)),
            cancellationToken);
}
