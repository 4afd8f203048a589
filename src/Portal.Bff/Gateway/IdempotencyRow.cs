using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Gateway;

/// <summary>A change sent under an idempotency key, and its answer once there is one.</summary>
internal sealed class IdempotencyRow
{
    public required string TenantId { get; init; }

    public required string UserId { get; init; }

    public required string Key { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>SHA-256 of the body as it came, lower-case hex.</summary>
    public required string BodySha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Process that is working on it.</summary>
    public required string Owner { get; set; }

    /// <summary>Audit record of the change; null until its intent is recorded, and then nothing was sent yet.</summary>
    public string? AuditId { get; set; }

    /// <summary>Status of the answer; null while there is none.</summary>
    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public byte[]? Answer { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<IdempotencyRow>
    {
        public void Configure(EntityTypeBuilder<IdempotencyRow> builder)
        {
            builder.ToTable("idempotency_keys");
            builder.HasKey(r => new { r.TenantId, r.UserId, r.Key });
            builder.HasIndex(r => r.CreatedAt);
        }
    }
}
