using System.Buffers;
using System.Text.Json;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Operations;

/// <summary>Writes one record of section 5.1.17 in the form of its example, with null where the live service has null.</summary>
internal static class OperationRecordWriter
{
    /// <summary>A record by itself.</summary>
    public static byte[] Render(TenantState tenant, OperationView view)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, tenant, view);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, TenantState tenant, OperationView view)
    {
        var operation = view.Operation;
        writer.WriteStartObject();
        writer.WriteString("operation_id", operation.Id);
        writer.WriteString("resource_type", "BCSSVC01");
        writer.WriteString("operation_type", operation.Type);
        writer.WriteString("domain_id", tenant.DomainId);
        writer.WriteString("project_id", tenant.ProjectId);
        writer.WriteString("blockchain_id", operation.ServiceId);
        writer.WriteString("blockchain_name", operation.ServiceName);
        writer.WriteStartObject("cluster_info");
        writer.WriteString("cluster_type", operation.Cluster.Type);
        writer.WriteString("name", operation.Cluster.Name);
        writer.WriteString("cluster_id", operation.Cluster.Id);
        writer.WriteNull("node_infos");
        writer.WriteEndObject();
        writer.WriteStartObject("operation_process");
        for (var i = 0; i < view.Steps.Count; i++)
        {
            WriteStep(writer, operation, view.Steps[i], i + 1);
        }

        writer.WriteEndObject();
        writer.WriteNumber("record_time", operation.RecordedAt);
        writer.WriteString("operation_status", view.Status);
        WriteMessage(writer, operation, view.Status);
        if (view.Status == OperationTimeline.Failed)
        {
            writer.WriteString("desc", operation.ErrorMessage);
        }
        else
        {
            writer.WriteNull("desc");
        }

        writer.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter writer, OperationState operation, StepView step, int number)
    {
        writer.WriteStartObject(step.Plan.Name);
        writer.WriteString("step_name", step.Plan.Name);
        writer.WriteString("status", step.Status);
        writer.WriteString("detail", "");
        writer.WriteStartObject("sub_steps");
        for (var i = 0; i < step.SubSteps.Count; i++)
        {
            WritePart(writer, operation, step.SubSteps[i], i + 1);
        }

        writer.WriteEndObject();
        writer.WriteNumber("serial_num", number);
        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, OperationState operation, SubStepView part, int number)
    {
        // A part that has not started has no status; the word stands in its detail.
        var started = part.Status != OperationTimeline.Waiting;
        writer.WriteStartObject(part.Plan.Name);
        writer.WriteString("substep_name", part.Plan.Name);
        if (started)
        {
            writer.WriteNull("detail");
        }
        else
        {
            writer.WriteString("detail", OperationTimeline.Waiting);
        }

        writer.WriteString("status", started ? part.Status : "");
        WriteMessage(writer, operation, part.Status);
        writer.WriteNumber("start_time", part.StartedAt);
        writer.WriteNumber("end_time", part.EndedAt);
        writer.WriteNumber("serial_num", number);
        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, OperationState operation, string status)
    {
        if (status != OperationTimeline.Failed)
        {
            writer.WriteNull("message");
            return;
        }

        writer.WriteStartArray("message");
        writer.WriteStringValue($"{operation.ErrorCode}: {operation.ErrorMessage}");
        writer.WriteEndArray();
    }
}
