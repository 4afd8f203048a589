using System.Text.Json.Serialization;

namespace Bcs.Api.Consortium;

/// <summary>Members of the project's consortia; not paged. BCS API Reference 5.2.4.</summary>
public sealed record MemberList
{
    /// <summary>Members.</summary>
    [JsonPropertyName("members")]
    public IReadOnlyList<ConsortiumMember>? Members { get; init; }
}
