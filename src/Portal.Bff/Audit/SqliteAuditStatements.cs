using Microsoft.Data.Sqlite;

namespace Portal.Bff.Audit;

/// <summary>The prepared statements of the SQLite log, reused for every batch of a connection.</summary>
internal sealed class SqliteAuditStatements : IDisposable
{
    private readonly SqliteCommand _head;
    private readonly SqliteCommand _settled;
    private readonly SqliteStatement _entry;
    private readonly SqliteStatement _record;
    private readonly SqliteStatement _outcome;

    public SqliteAuditStatements(SqliteConnection connection)
    {
        _head = Command(connection, "select seq, leaf_hash from audit_entries where tenant = @0 order by seq desc limit 1", 1);
        _settled = Command(connection, "select 1 from audit_entries where tenant = @0 and ref = @1", 2);
        _entry = new SqliteStatement(
            connection, "insert into audit_entries (tenant, seq, at, kind, ref, prev_hash, leaf_hash, bytes) values (?, ?, ?, ?, ?, ?, ?, ?)");
        var texts = AuditRecordColumns.Texts;
        _record = new SqliteStatement(
            connection,
            $"insert into audit_records (tenant, seq, at, status, duration_ms, {string.Join(", ", texts.Select(c => c.Name))}) "
                + $"values ({string.Join(", ", Enumerable.Repeat("?", 5 + texts.Count))})");
        _outcome = new SqliteStatement(
            connection,
            "update audit_records set outcome = ?, status = ?, upstream_code = ?, duration_ms = ?, operation_id = ?, file = ?, search = search || ? where tenant = ? and seq = ?");
    }

    public SqliteTransaction? Transaction
    {
        set
        {
            _head.Transaction = value;
            _settled.Transaction = value;
        }
    }

    public AuditHead Head(string tenant)
    {
        Bind(_head, tenant);
        using var reader = _head.ExecuteReader();
        return reader.Read() ? new AuditHead(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : AuditHead.None;
    }

    /// <summary>The intents of a batch's outcomes that have their outcome already.</summary>
    public HashSet<(string Tenant, long Ref)> Settled(IEnumerable<AuditAppend> batch)
    {
        var settled = new HashSet<(string, long)>();
        foreach (var append in batch)
        {
            if (append.Ref is { } reference)
            {
                Bind(_settled, append.Tenant, reference);
                if (_settled.ExecuteScalar() is not null)
                {
                    settled.Add((append.Tenant, reference));
                }
            }
        }

        return settled;
    }

    public void Insert(SealedEntry entry)
    {
        var append = entry.Append;
        _entry.Bind(append.Tenant);
        _entry.Bind(entry.Seq);
        _entry.Bind(append.At.UtcTicks);
        _entry.Bind((long)append.Kind);
        _entry.Bind(append.Ref);
        _entry.Bind(entry.Previous.Span);
        _entry.Bind(entry.Leaf);
        _entry.Bind(entry.Bytes);
        _entry.Run();
        if (append.Kind is AuditKind.Outcome)
        {
            Update(append);
        }
        else
        {
            Insert(append, entry.Seq);
        }
    }

    public void Dispose()
    {
        _head.Dispose();
        _settled.Dispose();
        _entry.Dispose();
        _record.Dispose();
        _outcome.Dispose();
    }

    private void Update(AuditAppend append)
    {
        var result = append.Result!;
        _outcome.Bind(result.Outcome);
        _outcome.Bind(result.Status);
        _outcome.Bind(result.UpstreamCode);
        _outcome.Bind(result.DurationMs);
        _outcome.Bind(result.OperationId);
        _outcome.Bind(result.File);
        _outcome.Bind(AuditSearch.Added(result));
        _outcome.Bind(append.Tenant);
        _outcome.Bind(append.Ref);
        _outcome.Run();
    }

    private void Insert(AuditAppend append, long seq)
    {
        _record.Bind(append.Tenant);
        _record.Bind(seq);
        _record.Bind(append.At.UtcTicks);
        _record.Bind(append.Result?.Status);
        _record.Bind(append.Result?.DurationMs);
        foreach (var (_, read) in AuditRecordColumns.Texts)
        {
            _record.Bind(read(append));
        }

        _record.Run();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter($"@{i}", null));
        }

        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
