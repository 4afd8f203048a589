using Bcs.Api;
using Bcs.Api.Channels;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;
using Bcs.Sandbox.Services;

namespace Bcs.Sandbox.Channels;

/// <summary>Creates channels, 5.1.5. They have no peers at first; those join with 5.1.7.</summary>
internal static class CreateChannels
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.Read<CreateChannelsRequest>() is not { } request)
        {
            return BcsFaults.InvalidRequest;
        }

        if ((Check(request, service) ?? call.RefuseChange(service)) is { } fault)
        {
            return fault;
        }

        List<ChannelState> channels = [.. request.Channels!.Select(c => new ChannelState { Name = c.ChannelName!, Description = c.ChannelDescription ?? "" })];
        var id = call.Begin(service, OperationKind.CreateChannels, p => p.CreateChannels(channels), o => o.NewChannels = channels);
        return Answer.Ok(new CreateChannelsResponse { OperationId = id });
    }

    private static BcsFault? Check(CreateChannelsRequest request, ServiceState service)
    {
        if (request.Channels is not { Count: > 0 } channels)
        {
            return BcsFaults.Missing("channels");
        }

        var names = service.Channels.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var channel in channels)
        {
            if (channel?.ChannelName is not { } name || !BcsNames.IsChannel(name))
            {
                return BcsFaults.InvalidChannelName;
            }

            if (!names.Add(name))
            {
                return BcsFaults.ChannelExists(name);
            }
        }

        return null;
    }
}
