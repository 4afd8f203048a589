using System.Text.Json.Serialization;

namespace Bcs.Sandbox.Engine.State;

/// <summary>What an operation does to its service.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperationKind>))]
internal enum OperationKind
{
    CreateService,
    DeleteService,
    CreateChannels,
}
