using System.Text.Json.Serialization;

namespace Bcs.Sandbox.Engine.State;

/// <summary>What an operation does to its service.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperationKind>))]
internal enum OperationKind
{
    CreateService,
    DeleteService,

    /// <summary>Asked for by control only: the API has no call for it.</summary>
    UpgradeService,
    AddOrganizations,
    RemoveOrganizations,

    /// <summary>Gives organisations more peers.</summary>
    ScaleOut,

    /// <summary>Gives organisations fewer peers.</summary>
    ScaleIn,
    CreateChannels,
    DeleteChannel,
    AddChannelPeers,
    RemoveChannelPeers,
    RemoveChannelOrganizations,
    JoinConsortium,
    QuitConsortium,
}
