using System.Globalization;
using System.Text.Json.Serialization;

using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Monitoring;

/// <summary>Body of 5.3.1 and 5.3.2 as the live service takes it.</summary>
internal sealed record AlarmRequest
{
    private const int MostSteps = 10_000;

    [JsonPropertyName("time_range")]
    public string? TimeRange { get; init; }

    /// <summary>Milliseconds.</summary>
    [JsonPropertyName("step")]
    public long? Step { get; init; }

    [JsonPropertyName("search")]
    public string? Search { get; init; }

    [JsonPropertyName("metadata_relation")]
    public List<Relation?>? MetadataRelation { get; init; }

    [JsonPropertyName("sort")]
    public Sorting? Sort { get; init; }

    /// <summary>Start and end in milliseconds since 1970; null if the text is not <c>start.end.minutes</c>, where -1 stands for now.</summary>
    public (long From, long To)? Range(long nowMilliseconds)
    {
        var parts = TimeRange?.Split('.') ?? [];
        if (parts.Length != 3 || !TryRead(parts[0], out var from) || !TryRead(parts[1], out var to) || !TryRead(parts[2], out var minutes) || minutes < 0)
        {
            return null;
        }

        to = to == -1 ? nowMilliseconds : to;
        from = from == -1 ? to - (minutes * 60_000) : from;
        return from < 0 || to < from ? null : (from, to);
    }

    /// <summary>What is wrong with it, or null.</summary>
    public BcsFault? Check(long nowMilliseconds) => this switch
    {
        _ when Range(nowMilliseconds) is null => BcsFaults.Parameter("time_range", "must be start.end.minutes"),
        { Step: null or <= 0 } => BcsFaults.Parameter("step", "must be a positive number of milliseconds"),
        _ when Range(nowMilliseconds) is var (from, to) && (to - from) / Step > MostSteps => BcsFaults.Parameter("step", $"makes more than {MostSteps} points"),
        { MetadataRelation: { } relations } when !relations.TrueForAll(r => r is { Key: not null, Value: not null, Kind: "AND" or "OR" or "NOT" }) =>
            BcsFaults.Parameter("metadata_relation", "needs key, value and a relation AND, OR or NOT"),
        { Sort: { Order: not (null or "asc" or "desc") } } => BcsFaults.Parameter("sort", "order must be asc or desc"),
        _ => null,
    };

    private static bool TryRead(string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value is >= -1 and < 1L << 50;

    /// <summary>A condition on one dimension.</summary>
    internal sealed record Relation(
        [property: JsonPropertyName("key")] string? Key, [property: JsonPropertyName("value")] List<string>? Value, [property: JsonPropertyName("relation")] string? Kind);

    /// <summary>An order.</summary>
    internal sealed record Sorting([property: JsonPropertyName("order_by")] List<string>? OrderBy, [property: JsonPropertyName("order")] string? Order);
}
