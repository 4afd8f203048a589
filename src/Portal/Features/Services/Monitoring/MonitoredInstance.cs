using System.Text.RegularExpressions;

using Bcs.Api.Monitoring;

namespace Portal.Features.Services.Monitoring;

/// <summary>A pod with its newest values.</summary>
/// <param name="Type"><see cref="Organization"/> or <see cref="AddOn"/>.</param>
/// <param name="Entity">Organisation, orderers, agent or add-on that it belongs to.</param>
/// <param name="Name">Name of the pod.</param>
/// <param name="Now">Its newest values; null while it reports none.</param>
internal sealed partial record MonitoredInstance(string Type, string Entity, string Name, EntityMetricValues? Now)
{
    /// <summary>Type of organisations, the orderers and the agent.</summary>
    public const string Organization = "org";

    /// <summary>Type of add-ons.</summary>
    public const string AddOn = "plugin";

    /// <summary>Names it in the address and on the page.</summary>
    public string Key => $"{Type}/{Entity}/{Name}";

    /// <summary>What people call it: without the parts of the name that only machines need.</summary>
    public string Label => NumberedRegex().Match(Name) is { Success: true } numbered ? numbered.Groups[1].Value == "orderer" ? $"orderer-{numbered.Groups[2].Value}" : $"{Entity} {numbered.Groups[1].Value}-{numbered.Groups[2].Value}"
        : Name.StartsWith(Entity, StringComparison.Ordinal) ? Entity
        : $"{Entity} {Name}";

    /// <summary>An instance by its key, without values; null if that is none.</summary>
    public static MonitoredInstance? Of(string key) => key.Split('/') is [var type, var entity, var name] && type is Organization or AddOn ? new(type, entity, name, null) : null;

    [GeneratedRegex(@"\A(peer|orderer)-[0-9a-f]+-(\d+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedRegex();
}
