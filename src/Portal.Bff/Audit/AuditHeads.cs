namespace Portal.Bff.Audit;

/// <summary>The last entry of a sequence.</summary>
/// <param name="Seq">Its number; 0 when there is none.</param>
/// <param name="Leaf">Its leaf hash.</param>
internal readonly record struct AuditHead(long Seq, ReadOnlyMemory<byte> Leaf)
{
    public static AuditHead None { get; } = new(0, AuditFormat.NoPrevious);

    public bool Is(AuditHead other) => Seq == other.Seq && Leaf.Span.SequenceEqual(other.Leaf.Span);
}

/// <summary>An entry with its place in the chain.</summary>
internal sealed record SealedEntry(AuditAppend Append, long Seq, ReadOnlyMemory<byte> Previous, byte[] Bytes, byte[] Leaf);

/// <summary>The ends of all sequences as this process last saw them, and how a batch is chained to them.</summary>
internal sealed class AuditHeads
{
    private readonly Dictionary<string, AuditHead> _known = new(StringComparer.Ordinal);

    public AuditHead? this[string tenant] => _known.TryGetValue(tenant, out var head) ? head : null;

    public void Set(string tenant, AuditHead head) => _known[tenant] = head;

    public void Forget() => _known.Clear();

    /// <summary>
    /// Chains a batch to the known heads without moving them. An outcome whose intent has one already, or gets one
    /// earlier in the batch, is left out.
    /// </summary>
    public List<SealedEntry> Seal(IReadOnlyList<AuditAppend> batch, HashSet<(string Tenant, long Ref)> settled)
    {
        var heads = new Dictionary<string, AuditHead>(StringComparer.Ordinal);
        var entries = new List<SealedEntry>(batch.Count);
        foreach (var append in batch)
        {
            if (append.Ref is { } reference && !settled.Add((append.Tenant, reference)))
            {
                continue;
            }

            var head = heads.TryGetValue(append.Tenant, out var moved) ? moved : _known[append.Tenant];
            var place = new AuditPlace(append.Tenant, head.Seq + 1, append.At, append.Kind, head.Leaf, append.Ref);
            var bytes = AuditFormat.Encode(place, append.Content);
            var leaf = AuditFormat.LeafHash(bytes);
            entries.Add(new SealedEntry(append, place.Seq, head.Leaf, bytes, leaf));
            heads[append.Tenant] = new AuditHead(place.Seq, leaf);
        }

        return entries;
    }

    /// <summary>Moves the heads to the end of a batch that is durable.</summary>
    public void Accept(IEnumerable<SealedEntry> entries)
    {
        foreach (var entry in entries)
        {
            entry.Append.Seq = entry.Seq;
            _known[entry.Append.Tenant] = new AuditHead(entry.Seq, entry.Leaf);
        }
    }
}
