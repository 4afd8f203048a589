using Microsoft.Data.Sqlite;

namespace Portal.Bff.Audit;

/// <summary>The prepared statements of the SQLite log, reused for every batch of a connection.</summary>
internal sealed class SqliteAuditStatements : IDisposable
{
    private readonly SqliteCommand _head;
    private readonly SqliteCommand _settled;
    private readonly SqliteCommand _entry;
    private readonly SqliteCommand _record;
    private readonly SqliteCommand _outcome;

    public SqliteAuditStatements(SqliteConnection connection)
    {
        _head = Command(connection, "select seq, leaf_hash from audit_entries where tenant = @0 order by seq desc limit 1", 1);
        _settled = Command(connection, "select 1 from audit_entries where tenant = @0 and ref = @1", 2);
        _entry = Command(
            connection,
            "insert into audit_entries (tenant, seq, at, kind, ref, prev_hash, leaf_hash, bytes) values (@0, @1, @2, @3, @4, @5, @6, @7)", 8);
        var texts = AuditRecordColumns.Texts;
        _record = Command(
            connection,
            $"insert into audit_records (tenant, seq, at, status, duration_ms, {string.Join(", ", texts.Select(c => c.Name))}) "
                + $"values ({string.Join(", ", Enumerable.Range(0, 5 + texts.Count).Select(i => $"@{i}"))})", 5 + texts.Count);
        _outcome = Command(
            connection,
            "update audit_records set outcome = @2, status = @3, upstream_code = @4, duration_ms = @5, operation_id = @6 "
                + "where tenant = @0 and seq = @1", 7);
    }

    public SqliteTransaction? Transaction
    {
        set
        {
            foreach (var command in (ReadOnlySpan<SqliteCommand>)[_head, _settled, _entry, _record, _outcome])
            {
                command.Transaction = value;
            }
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
        Bind(
            _entry, append.Tenant, entry.Seq, append.At.UtcTicks, (long)append.Kind, append.Ref, entry.Previous.ToArray(), entry.Leaf,
            entry.Bytes);
        _entry.ExecuteNonQuery();
        if (append.Kind is AuditKind.Outcome)
        {
            var result = append.Result!;
            Bind(
                _outcome, append.Tenant, append.Ref, result.Outcome, result.Status, result.UpstreamCode, result.DurationMs,
                result.OperationId);
            _outcome.ExecuteNonQuery();
            return;
        }

        Bind(_record, append.Tenant, entry.Seq, append.At.UtcTicks, append.Result?.Status, append.Result?.DurationMs);
        var texts = AuditRecordColumns.Texts;
        for (var i = 0; i < texts.Count; i++)
        {
            _record.Parameters[5 + i].Value = (object?)texts[i].Read(append) ?? DBNull.Value;
        }

        _record.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_head, _settled, _entry, _record, _outcome])
        {
            command.Dispose();
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Built from constant column names.
        command.CommandText = sql;
#pragma warning restore CA2100
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
