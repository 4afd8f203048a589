using System.Text.Json.Serialization;

namespace Bcs.Api.Iam;

/// <summary>A project: a part of an account in one region. BCS API Reference 7.3.</summary>
public sealed record IamProject
{
    /// <summary>ID: stands in every path of BCS.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Name, such as <c>cn-north-4</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Account that it belongs to.</summary>
    [JsonPropertyName("domain_id")]
    public string? DomainId { get; init; }

    /// <summary>False for a project that is switched off.</summary>
    [JsonPropertyName("enabled")]
    public bool? Enabled { get; init; }
}
