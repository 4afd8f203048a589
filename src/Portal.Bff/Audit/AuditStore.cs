using Portal.Bff.Platform.Data;

namespace Portal.Bff.Audit;

/// <summary>
/// Appends batches, each in one transaction. Used by one writer at a time. Sealing normally happens before the lock,
/// against the heads that this process remembers; the primary key finds out when another process has moved one, or the
/// unique index when an intent already has its outcome, and the batch is then sealed again under the lock. A connection that has
/// ended leaves open whether the batch is durable: a new one finds out, under the lock, before anything is written again.
/// </summary>
internal abstract class AuditStore : IAsyncDisposable
{
    private bool _sealUnderLock;

    protected AuditHeads Heads { get; } = new();

    /// <summary>What of the batch at hand may have been committed without an answer.</summary>
    protected IReadOnlyList<SealedEntry>? Sent { get; set; }

    /// <summary>Returns when the batch is durable and every append has its number; throws when it is not known to be.</summary>
    public async Task AppendAsync(IReadOnlyList<AuditAppend> batch, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                _sealUnderLock = await CommitAsync(batch, _sealUnderLock, cancellationToken);
            }
            catch (Exception e) when (!_sealUnderLock && DbErrors.IsDuplicateKey(e))
            {
                // It was answered: nothing of it is there. What looks the same is another instance's, of the same millisecond.
                Sent = null;
                _sealUnderLock = await CommitAsync(batch, underLock: true, cancellationToken);
            }
            catch (Exception e) when (DbErrors.IsConnectionLost(e))
            {
                await ForgetAsync();
                await CommitAsync(batch, underLock: true, cancellationToken);
            }
        }
        catch
        {
            await ForgetAsync();
            throw;
        }
        finally
        {
            Sent = null;
        }
    }

    /// <summary>Returns if a batch could be committed now, as far as can be told without one; throws when not.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await TryAsync(cancellationToken);
            }
            catch (Exception e) when (DbErrors.IsConnectionLost(e))
            {
                await ForgetAsync();
                await TryAsync(cancellationToken);
            }
        }
        catch
        {
            await ForgetAsync();
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

    /// <summary>Takes and gives back what a commit needs: the file's or the table's lock.</summary>
    protected virtual Task TryAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected abstract ValueTask CloseAsync();

    // Whatever it was, this connection and these heads are not to be trusted: the next batch starts from the database.
    private async Task ForgetAsync()
    {
        Heads.Forget();
        await CloseAsync();
    }

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
