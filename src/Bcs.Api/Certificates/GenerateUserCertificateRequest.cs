using System.Text.Json.Serialization;

namespace Bcs.Api.Certificates;

/// <summary>Body of generating a user certificate. BCS API Reference 5.1.11.</summary>
public sealed record GenerateUserCertificateRequest
{
    /// <summary>True if the service keeps the certificate, at most 100 of them. Default: false.</summary>
    [JsonPropertyName("security_mode")]
    public bool? SecurityMode { get; init; }
}
