using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Portal.Contracts.Operations;

namespace Portal.Bff.Operations;

/// <summary>One change of an operation. Written once, never altered: every viewer replays the same list.</summary>
internal sealed class OperationEvent
{
    /// <summary>Tenant id.</summary>
    public required string Tenant { get; init; }

    /// <summary>Operation it belongs to.</summary>
    public required string OperationId { get; init; }

    /// <summary>Version of the operation that it came with.</summary>
    public required long Version { get; init; }

    /// <summary>Position among the changes of that version, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>When it was noticed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Step, or null for the operation itself.</summary>
    public string? Step { get; init; }

    /// <summary>Sub-step, or null.</summary>
    public string? SubStep { get; init; }

    /// <summary>New status.</summary>
    public required string Status { get; init; }

    /// <summary>Message that came with it.</summary>
    public string? Detail { get; init; }

    public OperationEventDto ToDto() => new(Version, At, Step, SubStep, Status, Detail);

    internal sealed class Mapping : IEntityTypeConfiguration<OperationEvent>
    {
        public void Configure(EntityTypeBuilder<OperationEvent> builder)
        {
            builder.ToTable("operation_events");
            builder.HasKey(e => new { e.Tenant, e.OperationId, e.Version, e.Ordinal });
        }
    }
}
