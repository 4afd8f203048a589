using System.Buffers;
using System.Globalization;
using System.Text;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Operations;

/// <summary>Lists records of operations, 5.1.17. There is no paging, so the answer is written as it is made.</summary>
internal static class ListOperationRecords
{
    private const int FlushAt = 64 * 1024;

    // With room for the record that goes over the mark; small enough not to burden the collector.
    private const int BufferBytes = 80 * 1024;

    private static readonly string[] Statuses = [OperationTimeline.Waiting, OperationTimeline.Processing, OperationTimeline.Finished, OperationTimeline.Failed, "stop"];
    private static readonly string[] ResourceTypes = ["BCSSVC01", "BCSSVC02", "PLUGIN01", "PLUGIN02", "PLUGIN03"];
    private static readonly string[] OperationTypes = ["99", "00", "01", "91", "02", "03", "04", "05"];

    public static Answer Handle(BcsCall call)
    {
        var filter = new Filter(
            Value("blockchain_id"), Value("operation_status"), Value("resource_type"), Value("operation_type"), Value("operation_id"));
        var fault = Check("operation_status", filter.Status, Statuses) ?? Check("resource_type", filter.ResourceType, ResourceTypes)
            ?? Check("operation_type", filter.Type, OperationTypes);
        if (fault is not null)
        {
            return fault;
        }

        var found = Find(call, filter);
        var (tenant, now) = (call.Tenant, call.Now);
        return new Answer(200, Answer.JsonType, (stream, cancellationToken) => WriteAsync(stream, tenant, found, now, cancellationToken)) { Rows = found.Count };

        string? Value(string name) => call.Query[name].ToString() is { Length: > 0 } value ? value : null;
    }

    private static BcsFault? Check(string name, string? value, string[] known) =>
        value is null || known.Contains(value) ? null : BcsFaults.Parameter(name, $"must be one of {string.Join(", ", known)}");

    /// <summary>Records with their state; that of a settled one no longer changes and is null.</summary>
    private static List<(OperationState Operation, OperationView? View)> Find(BcsCall call, Filter filter)
    {
        if (filter.ResourceType is not (null or "BCSSVC01"))
        {
            return [];
        }

        IEnumerable<OperationState> candidates = filter switch
        {
            { Id: { } id } => call.Tenant.OperationsById.TryGetValue(id, out var one) ? [one] : [],
            { Status: OperationTimeline.Waiting or OperationTimeline.Processing } => call.Tenant.Running,
            { ServiceId: { } id } => call.Tenant.OperationsByService.TryGetValue(id, out var some) ? some : [],
            _ => call.Tenant.Operations,
        };
        var found = new List<(OperationState, OperationView?)>();
        var newest = call.Fault?.RecordsHiddenSeconds is { } hidden ? call.Now - SandboxClock.Seconds(hidden) : long.MaxValue;
        foreach (var operation in candidates)
        {
            if (operation.HiddenUntil > call.Now || operation.RecordedAt > newest || (filter.ServiceId is { } service && operation.ServiceId != service) || (filter.Type is { } type && operation.Type != type))
            {
                continue;
            }

            var view = operation.Settled ? null : OperationTimeline.At(operation, call.Now);
            if (filter.Status is null || filter.Status == (view?.Status ?? OperationTimeline.EndStatus(operation)))
            {
                found.Add((operation, view));
            }
        }

        return found;
    }

    private static async Task WriteAsync(
        Stream stream, TenantState tenant, List<(OperationState Operation, OperationView? View)> records, long now, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(BufferBytes);
        buffer.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"count\":{records.Count},\"operation_records\":[")));
        var first = true;
        foreach (var (operation, view) in records)
        {
            buffer.Write(first ? ""u8 : ","u8);
            first = false;
            buffer.Write(view is null ? operation.Record ??= OperationRecordWriter.Render(tenant, OperationTimeline.At(operation, now)) : OperationRecordWriter.Render(tenant, view));
            if (buffer.WrittenCount > FlushAt)
            {
                await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
                buffer.ResetWrittenCount();
            }
        }

        buffer.Write("]}"u8);
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
    }

    private sealed record Filter(string? ServiceId, string? Status, string? ResourceType, string? Type, string? Id);
}
