using System.Text.Json.Serialization;

namespace Bcs.Api.Certificates;

/// <summary>Answer to freezing or unfreezing a user certificate. BCS API Reference 5.1.12 and 5.1.13.</summary>
public sealed record UserCertificateResult
{
    /// <summary>Result: success.</summary>
    [JsonPropertyName("result")]
    public string? Result { get; init; }
}
