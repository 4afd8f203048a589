using System.Text.Json.Serialization;

namespace Bcs.Api.Services;

/// <summary>Edge deployment of a service. BCS API Reference 5.1.3.</summary>
public sealed record IefInfo
{
    /// <summary>Deploy mode. One of: 0, 1.</summary>
    [JsonPropertyName("deploy_mode")]
    public long? DeployMode { get; init; }
}
