using System.Data.Common;

using Portal.Bff.Data;

namespace Portal.Bff.Audit;

/// <summary>
/// Appends batches, each in one transaction. Used by one writer at a time. Sealing normally happens before the lock,
/// against the heads that this process remembers; the primary key finds out when another process has moved one, or the
/// unique index when an intent already has its outcome, and the batch is then sealed again under the lock.
/// </summary>
internal abstract class AuditStore : IAsyncDisposable
{
    private bool _sealUnderLock;

    protected AuditHeads Heads { get; } = new();

    /// <summary>Returns when the batch is durable and every append has its number; throws when it is not known to be.</summary>
    public async Task AppendAsync(IReadOnlyList<AuditAppend> batch, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                _sealUnderLock = await CommitAsync(batch, _sealUnderLock, cancellationToken);
            }
            catch (DbException e) when (!_sealUnderLock && DbErrors.IsDuplicateKey(e))
            {
                _sealUnderLock = await CommitAsync(batch, underLock: true, cancellationToken);
            }
        }
        catch
        {
            // Whatever it was, this connection and these heads are not to be trusted: the next batch starts from the database.
            Heads.Forget();
            await CloseAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Commits a batch. Returns whether another process was seen to move a head meanwhile.</summary>
    protected abstract Task<bool> CommitAsync(IReadOnlyList<AuditAppend> batch, bool underLock, CancellationToken cancellationToken);

    protected abstract ValueTask CloseAsync();

    /// <summary>Takes over heads read under the lock. Returns whether one differs from what was remembered.</summary>
    protected bool Refresh(IEnumerable<(string Tenant, AuditHead Head)> read)
    {
        var moved = false;
        foreach (var (tenant, head) in read)
        {
            moved |= Heads[tenant] is { } known && !known.Is(head);
            Heads.Set(tenant, head);
        }

        return moved;
    }
}
