using System.Text.Json.Serialization;

using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>Body of 5.3.4 and 5.3.5.</summary>
internal sealed record EntityRequest(
    [property: JsonPropertyName("type")] string? Type, [property: JsonPropertyName("entity_name")] string? EntityName,
    [property: JsonPropertyName("instance_name")] string? InstanceName)
{
    /// <summary>Entities of the type asked for, of which <c>org</c> is the default; with a name that one.</summary>
    public BcsFault? Find(BcsCall call, ServiceState service, out IReadOnlyList<MonitoredEntity> entities)
    {
        entities = [];
        var type = string.IsNullOrEmpty(Type) ? MonitoredEntity.Organization : Type;
        if (type is not (MonitoredEntity.Organization or MonitoredEntity.AddOn))
        {
            return BcsFaults.EntityTypeUnknown;
        }

        entities = [.. MonitoredEntity.Of(call.World, service).Where(e => e.Type == type && (string.IsNullOrEmpty(EntityName) || e.Name == EntityName))];
        return entities.Count == 0 && !string.IsNullOrEmpty(EntityName) ? BcsFaults.OrganizationUnknown : null;
    }
}
