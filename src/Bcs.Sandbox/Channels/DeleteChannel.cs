using Bcs.Api.Channels;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Channels;

/// <summary>Deletes an empty channel, 5.1.21.</summary>
internal static class DeleteChannel
{
    public static Answer Handle(BcsCall call)
    {
        if (call.Service is not { } service)
        {
            return BcsFaults.ServiceUnknown;
        }

        if (call.RefuseChange(service) is { } refusal)
        {
            return refusal;
        }

        if (service.FindChannel(call.Value("channel_id")) is not { } channel)
        {
            return BcsFaults.InvalidChannelName;
        }

        if (ChannelMembers.Of(call.World.State, service, channel).Count > 0)
        {
            return BcsFaults.ChannelNotEmpty(channel.Name, service.Name);
        }

        var id = call.Begin(service, OperationKind.DeleteChannel, p => p.DeleteChannel(channel.Name), o => o.Channel = channel.Name);
        return Answer.Ok(new DeleteChannelResponse { OperationId = id });
    }
}
