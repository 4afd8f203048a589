using Npgsql;


namespace Portal.Bff.Audit;

/// <summary>
/// The log in PostgreSQL: one round trip for a batch. Several instances append to the same sequences; an advisory lock
/// for each sequence keeps them in turn and the primary key makes a fork impossible.
/// </summary>
internal sealed class PostgresAuditStore(NpgsqlDataSource source, AuditOptions options) : AuditStore
{
    private NpgsqlConnection? _connection;
    private PostgresAuditStatements? _statements;

    protected override async Task<bool> CommitAsync(IReadOnlyList<AuditAppend> batch, bool underLock, CancellationToken cancellationToken)
    {
        var connection = _connection ??= await source.OpenConnectionAsync(cancellationToken);
        var statements = _statements ??= new PostgresAuditStatements(connection, options.CommitTimeout);
        var tenants = batch.Select(a => a.Tenant).Distinct(StringComparer.Ordinal).ToArray();
        var moved = false;
        IReadOnlyList<SealedEntry> entries;
        if (underLock)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await statements.LockAsync(tenants, cancellationToken);
            if (Sent is [var first, ..] sent && await statements.HasAsync(first, cancellationToken))
            {
                // A batch is one transaction: where its first entry is, all are.
                Heads.Accept(sent);
                return false;
            }

            moved = Refresh(await statements.HeadsAsync(tenants, cancellationToken));
            Sent = entries = Heads.Seal(batch, await statements.SettledAsync(batch, cancellationToken));
            await statements.InsertAsync(tenants, entries, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        else
        {
            var unknown = tenants.Where(t => Heads[t] is null).ToArray();
            if (unknown.Length > 0)
            {
                Refresh(await statements.HeadsAsync(unknown, cancellationToken));
            }

            Sent = entries = Heads.Seal(batch, []);
            await statements.InsertAsync(tenants, entries, cancellationToken);
        }

        Heads.Accept(entries);
        return moved;
    }

    protected override async Task TryAsync(CancellationToken cancellationToken)
    {
        var connection = _connection ??= await source.OpenConnectionAsync(cancellationToken);
        _statements ??= new PostgresAuditStatements(connection, options.CommitTimeout);
        await _statements.TryAsync(cancellationToken);
    }

    protected override async ValueTask CloseAsync()
    {
        _statements = null;
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
