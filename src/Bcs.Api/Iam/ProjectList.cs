using System.Text.Json.Serialization;

namespace Bcs.Api.Iam;

/// <summary>Projects of an account. BCS API Reference 7.3.</summary>
public sealed record ProjectList
{
    /// <summary>Projects.</summary>
    [JsonPropertyName("projects")]
    public IReadOnlyList<IamProject>? Projects { get; init; }
}
