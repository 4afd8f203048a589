namespace Portal.Bff.Audit;

/// <summary>What a verification found.</summary>
/// <param name="Entries">Entries that are as they were recorded, counted up to the first that is not.</param>
/// <param name="BadSeq">Number at which the sequence is first wrong, or null.</param>
/// <param name="Reason">What is wrong there.</param>
internal sealed record AuditVerdict(long Entries, long? BadSeq, string? Reason)
{
    public bool Intact => BadSeq is null;
}

/// <summary>
/// Checks a sequence of entries: numbers without gaps, canonical bytes, leaf hashes, the chain, and one outcome at most
/// for each intent. It cannot notice that entries are missing at the end.
/// </summary>
internal static class AuditChain
{
    /// <summary>Reads the entries of one sequence, from its first, until one is wrong.</summary>
    public static async Task<AuditVerdict> VerifyAsync(
        string tenant, IAsyncEnumerable<AuditEntryRow> entries, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> previous = AuditFormat.NoPrevious;
        var seq = 0L;
        var open = new HashSet<long>();
        await foreach (var row in entries.WithCancellation(cancellationToken))
        {
            seq++;
            if (Fault(tenant, seq, previous, row, open) is { } reason)
            {
                return new AuditVerdict(seq - 1, seq, reason);
            }

            previous = row.LeafHash;
        }

        return new AuditVerdict(seq, null, null);
    }

    private static string? Fault(string tenant, long seq, ReadOnlyMemory<byte> previous, AuditEntryRow row, HashSet<long> open)
    {
        AuditEntry entry;
        try
        {
            entry = AuditFormatReader.Decode(row.Bytes);
        }
        catch (FormatException e)
        {
            return "Its bytes are not those of an entry: " + e.Message;
        }

        var place = entry.Place;
        if (place.Kind is AuditKind.Intent)
        {
            open.Add(seq);
        }

        return row.Seq != seq ? $"The entry at this place has the number {row.Seq}."
            : !previous.Span.SequenceEqual(place.Previous.Span) ? "It does not follow the entry before it."
            : !AuditFormat.LeafHash(row.Bytes).AsSpan().SequenceEqual(row.LeafHash) ? "Its leaf hash is not that of its bytes."
            : place.Tenant != tenant || place.Seq != seq ? "Its bytes say another place."
            : row.Tenant != place.Tenant || row.At != place.At || row.Kind != place.Kind || row.Ref != place.Ref
                || !row.PrevHash.AsSpan().SequenceEqual(place.Previous.Span) ? "Its columns differ from its bytes."
            : place.Ref is { } reference && !open.Remove(reference) ? $"It settles entry {reference}, which is no open intent."
            : null;
    }
}
