using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;

namespace Bcs.Sandbox.Pipeline;

/// <summary>
/// Turns answers of the live service into the form of the reference's tables and examples, where the two differ: a table of what is
/// different, an entry an operation.
/// </summary>
internal static class ReferenceDialect
{
    /// <summary>How long a new operation has no record yet.</summary>
    public static readonly TimeSpan RecordDelay = TimeSpan.FromSeconds(10);

    private const string GatewayTokenCode = "APIGW.0301";

    private static readonly BcsFault TokenRefusal = new(401, "BCS.4010401", "Incorrect token or token resolution failed");

    private static readonly FrozenDictionary<string, Func<JsonObject, long, JsonObject?>> ByOperation = new Dictionary<BcsOperation, Func<JsonObject, long, JsonObject?>>
    {
        // 3.1: name and id only.
        [BcsOperations.CreateService] = Drop("operation_id"),
        // 3.2 and 3.3: nothing.
        [BcsOperations.CreateChannels] = Nothing,
        [BcsOperations.InviteTenants] = Nothing,
        // The example's spellings.
        [BcsOperations.GetService] = RespellService,
        [BcsOperations.ListOperationRecords] = HideNewRecords,
        // The examples quote the numbers of points, and print those of entities plain.
        [BcsOperations.ListAlarms] = QuotePoints,
        [BcsOperations.GetAlarmStatistics] = QuotePoints,
        [BcsOperations.ListServiceMetrics] = QuotePoints,
        [BcsOperations.GetEntityMetrics] = QuotePoints,
        [BcsOperations.ListEntityMetrics] = UnquoteValues,
    }.ToFrozenDictionary(e => e.Key.Id, e => e.Value);

    /// <summary>The answer in the reference's form.</summary>
    /// <param name="operation">Operation id of the catalogue; null for other calls, which have one form only.</param>
    /// <param name="answer">The live form.</param>
    /// <param name="now">Simulated nanoseconds since 1970.</param>
    /// <param name="cancellationToken">Ends the reading of the live form.</param>
    public static async Task<Answer> ApplyAsync(string? operation, Answer answer, long now, CancellationToken cancellationToken)
    {
        if (operation is null || BcsOperations.Find(operation) is null || answer.ContentType != Answer.JsonType)
        {
            return answer;
        }

        if (answer.Status == 401)
        {
            return (await ReadAsync(answer, cancellationToken))["error_code"]?.GetValue<string>() == GatewayTokenCode ? TokenRefusal : answer;
        }

        if (answer.Status != 200 || !ByOperation.TryGetValue(operation, out var change))
        {
            return answer;
        }

        var changed = change(await ReadAsync(answer, cancellationToken), now);
        return changed is null
            ? Answer.Bytes(200, Answer.JsonType, [])
            : Answer.Json(200, changed, JsonSerializerOptions.Default, changed["operation_records"] is JsonArray records ? records.Count : answer.Rows);
    }

    private static async Task<JsonObject> ReadAsync(Answer answer, CancellationToken cancellationToken) =>
        JsonNode.Parse(await answer.RenderAsync(cancellationToken))!.AsObject();

    private static JsonObject? Nothing(JsonObject body, long now) => null;

    private static Func<JsonObject, long, JsonObject?> Drop(string field) => (body, _) =>
    {
        body.Remove(field);
        return body;
    };

    private static JsonObject RespellService(JsonObject body, long now)
    {
        if (body["basic_info"] is JsonObject basic && basic["agent_portal_addrs"] is { } addresses)
        {
            basic["agent_portal_addr"] = addresses.DeepClone();
            basic.Remove("agent_portal_addrs");
        }

        (body["dms_kafka_info"] as JsonObject)?.Remove("order_fade_enabled");
        body.Remove("loght_peer_info");
        return body;
    }

    private static JsonObject HideNewRecords(JsonObject body, long now)
    {
        var newest = now - (long)(RecordDelay.TotalSeconds * 1_000_000_000);
        var records = body["operation_records"]!.AsArray();
        records.RemoveAll(r => r!["record_time"]!.GetValue<long>() > newest);
        body["count"] = records.Count;
        return body;
    }

    private static JsonObject QuotePoints(JsonObject body, long now)
    {
        foreach (var point in Items(body["metrics"]).SelectMany(m => Items(m["dataPoints"])))
        {
            point["timestamp"] = point["timestamp"]!.ToJsonString();
            foreach (var statistic in Items(point["statistics"]))
            {
                statistic["value"] = statistic["value"]!.ToJsonString();
            }
        }

        return body;
    }

    private static JsonObject UnquoteValues(JsonObject body, long now)
    {
        foreach (var values in Items(body["metrics"]).SelectMany(m => Items(m["values"])))
        {
            foreach (var (name, value) in values.ToList())
            {
                values[name] = double.Parse(value!.GetValue<string>(), CultureInfo.InvariantCulture);
            }
        }

        return body;
    }

    private static IEnumerable<JsonObject> Items(JsonNode? list) => list?.AsArray().Select(i => i!.AsObject()) ?? [];
}
