namespace Bcs.Sandbox.Tests.Conformance;

/// <summary>A place where what is sent or answered differs from the reference's tables, as the live service does.</summary>
/// <param name="Operation">Operation of the contract.</param>
/// <param name="Side"><c>request</c> or <c>response</c>.</param>
/// <param name="Violation">What the contract's schema would say.</param>
/// <param name="Reason">Why it is right all the same.</param>
internal sealed record Adjustment(string Operation, string Side, Violation Violation, string Reason);

/// <summary>All adjustments of the contract by the live service's behaviour. One that is not met any more fails the test.</summary>
internal static class Adjustments
{
    private const string Alarms = "The live service takes a time range, a step, a search and conditions, where the reference prints the body of metric/list.";
    private const string BothSpellings = "The live service has the field under a name that the table does not print.";

    public static IReadOnlyList<Adjustment> All { get; } =
    [
        new("createBcsService", "request", new Violation("$.cce_create_info.init_node_pwd", "declared"), "The live service reads init_node_pwd; the reference's own example sends it."),
        new("queryBcsService", "response", new Violation("$.dms_kafka_info.order_fade_enable", "declared"), BothSpellings),
        new("queryBcsService", "response", new Violation("$.loght_peer_info", "declared"), BothSpellings),
        new("queryBcsService", "response", new Violation("$.basic_info.cluster_type", "enum"), "The kind of cluster is lower case on the wire."),
        new("queryAllNotifications", "response", new Violation("$.notifications[].invitee_info.invitee_name", "type"), "A name, though the table types it as a number."),
        new("listConsortiumMembers", "response", new Violation("$.members[].status", "declared"), "5.2.5 says that the state of an invitation is found in this list."),
        new("queryBcsAlarms", "request", new Violation("$.time_range", "declared"), Alarms),
        .. new[] { "queryBcsAlarms", "queryBcsAlarmStatistics" }.SelectMany(o => new[] { "step", "search", "metadata_relation", "sort" }
            .Select(f => new Adjustment(o, "request", new Violation($"$.{f}", "declared"), Alarms))),
    ];
}
