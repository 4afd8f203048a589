namespace Portal.Bff.Audit;

/// <summary>Where an entry stands in its sequence.</summary>
/// <param name="Tenant">Name of the sequence.</param>
/// <param name="Seq">Number in the sequence, from 1 without gaps.</param>
/// <param name="At">When it was recorded, UTC, to the millisecond.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Previous">Leaf hash of the entry before it; 32 zero bytes for the first.</param>
/// <param name="Ref">Number of the intent that an outcome belongs to.</param>
internal sealed record AuditPlace(string Tenant, long Seq, DateTimeOffset At, AuditKind Kind, ReadOnlyMemory<byte> Previous, long? Ref);

/// <summary>An entry as its canonical bytes say it.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Call">The call, unless it is an outcome.</param>
/// <param name="Result">The result, unless it is an intent.</param>
internal sealed record AuditEntry(AuditPlace Place, AuditCall? Call, AuditResult? Result);
