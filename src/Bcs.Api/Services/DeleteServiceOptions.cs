namespace Bcs.Api.Services;

/// <summary>Flags of section 5.1.19; those that are null are not sent and count as false.</summary>
public sealed record DeleteServiceOptions
{
    /// <summary>Also delete the storage.</summary>
    public bool? Storage { get; init; }

    /// <summary>Also delete the OBS bucket.</summary>
    public bool? Obs { get; init; }

    /// <summary>Also delete the CCE resources underneath; has no meaning for edge deployments.</summary>
    public bool? Resource { get; init; }

    /// <summary>Also delete the edge nodes; mandatory for edge deployments.</summary>
    public bool? Ief { get; init; }

    /// <summary>Names of edge nodes of the light-peer add-on to delete.</summary>
    public IReadOnlyList<string>? LightPeerNodes { get; init; }

    /// <summary>Ids of edge nodes to delete.</summary>
    public IReadOnlyList<string>? IefNodeIds { get; init; }

    internal IEnumerable<KeyValuePair<string, string?>> ToQuery() =>
    [
        new("is_delete_storage", Flag(Storage)),
        new("is_delete_obs", Flag(Obs)),
        new("is_delete_resource", Flag(Resource)),
        new("is_delete_ief", Flag(Ief)),
        new("is_delete_lightpeer", LightPeerNodes is { } names ? string.Join(',', names) : null),
        new("ief_nodes_id", IefNodeIds is { } ids ? string.Join(',', ids) : null),
    ];

    private static string? Flag(bool? value) => value switch { true => "true", false => "false", null => null };
}
