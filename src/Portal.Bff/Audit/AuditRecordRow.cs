using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Bff.Audit;

/// <summary>
/// What people read: one row for each call, an intent's completed by its outcome. Derived from the entries and written in
/// the same transaction; it proves nothing.
/// </summary>
internal sealed class AuditRecordRow
{
    public required string Tenant { get; init; }

    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    public required string ActorKind { get; init; }

    public string? Session { get; init; }

    public string? Address { get; init; }

    public string? UserAgent { get; init; }

    public required string Operation { get; init; }

    public string? Action { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }

    public string? BlockchainId { get; init; }

    public string? Channel { get; init; }

    public string? Organization { get; init; }

    public string? User { get; init; }

    public string? RequestSha256 { get; init; }

    public string? TraceId { get; init; }

    public string? Credential { get; init; }

    public required string Outcome { get; init; }

    public int? Status { get; init; }

    public string? UpstreamCode { get; init; }

    public long? DurationMs { get; init; }

    public string? OperationId { get; init; }

    public string? File { get; init; }

    // Near the end, because it is the long one: a scan of the columns before it does not read its pages.
    public string? Request { get; init; }

    /// <summary>See <see cref="AuditSearch"/>.</summary>
    public string Search { get; init; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<AuditRecordRow>
    {
        public void Configure(EntityTypeBuilder<AuditRecordRow> builder)
        {
            builder.ToTable("audit_records");
            builder.HasKey(r => new { r.Tenant, r.Seq });
            builder.Property(r => r.Tenant).HasColumnName("tenant");
            builder.Property(r => r.Seq).HasColumnName("seq").ValueGeneratedNever();
            builder.Property(r => r.At).HasColumnName("at");
            builder.Property(r => r.ActorId).HasColumnName("actor_id");
            builder.Property(r => r.ActorName).HasColumnName("actor_name");
            builder.Property(r => r.ActorKind).HasColumnName("actor_kind");
            builder.Property(r => r.Session).HasColumnName("session");
            builder.Property(r => r.Address).HasColumnName("address");
            builder.Property(r => r.UserAgent).HasColumnName("user_agent");
            builder.Property(r => r.Operation).HasColumnName("operation");
            builder.Property(r => r.Action).HasColumnName("action");
            builder.Property(r => r.Method).HasColumnName("method");
            builder.Property(r => r.Path).HasColumnName("path");
            builder.Property(r => r.BlockchainId).HasColumnName("blockchain_id");
            builder.Property(r => r.Channel).HasColumnName("channel");
            builder.Property(r => r.Organization).HasColumnName("organization");
            builder.Property(r => r.User).HasColumnName("user_name");
            builder.Property(r => r.RequestSha256).HasColumnName("request_sha256");
            builder.Property(r => r.TraceId).HasColumnName("trace_id");
            builder.Property(r => r.Credential).HasColumnName("credential");
            builder.Property(r => r.Outcome).HasColumnName("outcome");
            builder.Property(r => r.Status).HasColumnName("status");
            builder.Property(r => r.UpstreamCode).HasColumnName("upstream_code");
            builder.Property(r => r.DurationMs).HasColumnName("duration_ms");
            builder.Property(r => r.OperationId).HasColumnName("operation_id");
            builder.Property(r => r.File).HasColumnName("file");
            builder.Property(r => r.Request).HasColumnName("request");
            builder.Property(r => r.Search).HasColumnName("search").HasDefaultValue("");

            // The operation rides along so that skipping background reads needs no look at the rows.
            builder.HasIndex(r => new { r.Tenant, r.At, r.Seq, r.Operation });
            builder.HasIndex(r => new { r.Tenant, r.ActorId, r.At, r.Seq });
            builder.HasIndex(r => new { r.Tenant, r.BlockchainId, r.At, r.Seq }).HasFilter("blockchain_id is not null");
            builder.HasIndex(r => new { r.Tenant, r.Outcome, r.At, r.Seq });
            builder.HasIndex(r => new { r.At }).HasFilter("outcome = 'pending'");
        }
    }
}
