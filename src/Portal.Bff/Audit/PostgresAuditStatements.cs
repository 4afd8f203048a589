using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

using Npgsql;

using NpgsqlTypes;

namespace Portal.Bff.Audit;

/// <summary>The statements of the PostgreSQL log. A batch is arrays, so that its text, and with it its plan, stays the same.</summary>
internal sealed class PostgresAuditStatements(NpgsqlConnection connection, TimeSpan timeout)
{
    // "audt": keeps these locks apart from other uses of advisory locks in the same database.
    private const int LockClass = 0x61756474;

    // A server set to acknowledge before its disk has the commit is overruled for these transactions only.
    private const string Lock =
        "select pg_advisory_xact_lock($1, k), case when current_setting('synchronous_commit') = 'off' "
        + "then set_config('synchronous_commit', 'on', true) end from unnest($2) k";

    private const string InsertEntries =
        "insert into audit_entries (tenant, seq, at, kind, ref, prev_hash, leaf_hash, bytes) "
        + "select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)";

    private const string UpdateOutcomes =
        "update audit_records r set outcome = o.outcome, status = o.status, upstream_code = o.code, duration_ms = o.duration, "
        + "operation_id = o.operation, file = o.file, search = r.search || o.added "
        + "from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) o(tenant, seq, outcome, status, code, duration, operation, file, added) "
        + "where r.tenant = o.tenant and r.seq = o.seq";

    private static readonly string InsertRecords =
        $"insert into audit_records (tenant, seq, at, status, duration_ms, {string.Join(", ", AuditRecordColumns.Texts.Select(c => c.Name))}) "
        + $"select * from unnest({string.Join(", ", Enumerable.Range(1, 5 + AuditRecordColumns.Texts.Count).Select(i => $"${i}"))})";

    private readonly int _seconds = Math.Max(1, (int)timeout.TotalSeconds);

    public async Task LockAsync(string[] tenants, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = _seconds };
        batch.BatchCommands.Add(LockCommand(tenants));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<List<(string Tenant, AuditHead Head)>> HeadsAsync(string[] tenants, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select t.tenant, e.seq, e.leaf_hash from unnest($1) t(tenant) left join lateral (select seq, leaf_hash from audit_entries "
            + "where tenant = t.tenant order by seq desc limit 1) e on true", connection) { CommandTimeout = _seconds };
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = tenants });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var heads = new List<(string, AuditHead)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            heads.Add((
                reader.GetString(0),
                reader.IsDBNull(1) ? AuditHead.None : new AuditHead(reader.GetInt64(1), reader.GetFieldValue<byte[]>(2))));
        }

        return heads;
    }

    /// <summary>The intents of a batch's outcomes that have their outcome already.</summary>
    public async Task<HashSet<(string Tenant, long Ref)>> SettledAsync(IReadOnlyList<AuditAppend> batch, CancellationToken cancellationToken)
    {
        var outcomes = batch.Where(a => a.Ref is not null).ToList();
        var settled = new HashSet<(string, long)>();
        if (outcomes.Count > 0)
        {
            await using var command = new NpgsqlCommand(
                "select e.tenant, e.ref from audit_entries e join unnest($1, $2) o(tenant, ref) on e.tenant = o.tenant and e.ref = o.ref",
                connection) { CommandTimeout = _seconds };
            command.Parameters.Add(Array(NpgsqlDbType.Text, outcomes, a => a.Tenant));
            command.Parameters.Add(Array(NpgsqlDbType.Bigint, outcomes, a => a.Ref!.Value));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                settled.Add((reader.GetString(0), reader.GetInt64(1)));
            }
        }

        return settled;
    }

    /// <summary>True if exactly this entry is in the log.</summary>
    public async Task<bool> HasAsync(SealedEntry entry, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select 1 from audit_entries where tenant = $1 and seq = $2 and leaf_hash = $3", connection)
        {
            CommandTimeout = _seconds,
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = entry.Append.Tenant },
                new NpgsqlParameter<long> { TypedValue = entry.Seq },
                new NpgsqlParameter<byte[]> { TypedValue = entry.Leaf },
            },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Takes the lock that an insert takes, and gives it back: it waits and fails where an insert would.</summary>
    public async Task TryAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("lock table audit_entries in row exclusive mode", connection) { CommandTimeout = _seconds };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    /// <summary>Locks and inserts in one round trip, which is a transaction of its own unless one is open.</summary>
    public async Task InsertAsync(string[] tenants, IReadOnlyList<SealedEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection) { Timeout = _seconds };
        batch.BatchCommands.Add(LockCommand(tenants));
        batch.BatchCommands.Add(EntriesCommand(entries));
        var records = entries.Where(e => e.Append.Kind is not AuditKind.Outcome).ToList();
        if (records.Count > 0)
        {
            batch.BatchCommands.Add(RecordsCommand(records));
        }

        var outcomes = entries.Where(e => e.Append.Kind is AuditKind.Outcome).ToList();
        if (outcomes.Count > 0)
        {
            batch.BatchCommands.Add(OutcomesCommand(outcomes));
        }

        // Prepared once for each connection: the provider finds the plan by the text.
        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand LockCommand(string[] tenants)
    {
        var command = new NpgsqlBatchCommand(Lock);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockClass });

        // In one order everywhere, so that two instances never wait for each other.
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. tenants.Select(LockKey).Order()] });
        return command;
    }

    private static NpgsqlBatchCommand EntriesCommand(IReadOnlyList<SealedEntry> entries) => new(InsertEntries)
    {
        Parameters =
        {
            Array(NpgsqlDbType.Text, entries, e => e.Append.Tenant),
            Array(NpgsqlDbType.Bigint, entries, e => e.Seq),
            Array(NpgsqlDbType.Bigint, entries, e => e.Append.At.UtcTicks),
            Array(NpgsqlDbType.Smallint, entries, e => (short)e.Append.Kind),
            Array(NpgsqlDbType.Bigint, entries, e => e.Append.Ref),
            Array(NpgsqlDbType.Bytea, entries, e => e.Previous.ToArray()),
            Array(NpgsqlDbType.Bytea, entries, e => e.Leaf),
            Array(NpgsqlDbType.Bytea, entries, e => e.Bytes),
        },
    };

    private static NpgsqlBatchCommand RecordsCommand(List<SealedEntry> entries)
    {
        var command = new NpgsqlBatchCommand(InsertRecords)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Text, entries, e => e.Append.Tenant),
                Array(NpgsqlDbType.Bigint, entries, e => e.Seq),
                Array(NpgsqlDbType.Bigint, entries, e => e.Append.At.UtcTicks),
                Array(NpgsqlDbType.Integer, entries, e => e.Append.Result?.Status),
                Array(NpgsqlDbType.Bigint, entries, e => e.Append.Result?.DurationMs),
            },
        };
        foreach (var (_, read) in AuditRecordColumns.Texts)
        {
            command.Parameters.Add(Array(NpgsqlDbType.Text, entries, e => read(e.Append)));
        }

        return command;
    }

    private static NpgsqlBatchCommand OutcomesCommand(List<SealedEntry> entries) => new(UpdateOutcomes)
    {
        Parameters =
        {
            Array(NpgsqlDbType.Text, entries, e => e.Append.Tenant),
            Array(NpgsqlDbType.Bigint, entries, e => e.Append.Ref!.Value),
            Array(NpgsqlDbType.Text, entries, e => e.Append.Result!.Outcome),
            Array(NpgsqlDbType.Integer, entries, e => e.Append.Result!.Status),
            Array(NpgsqlDbType.Text, entries, e => e.Append.Result!.UpstreamCode),
            Array(NpgsqlDbType.Bigint, entries, e => e.Append.Result!.DurationMs),
            Array(NpgsqlDbType.Text, entries, e => e.Append.Result!.OperationId),
            Array(NpgsqlDbType.Text, entries, e => e.Append.Result!.File),
            Array(NpgsqlDbType.Text, entries, e => AuditSearch.Added(e.Append.Result!)),
        },
    };

    private static NpgsqlParameter<TValue[]> Array<TItem, TValue>(NpgsqlDbType type, IReadOnlyList<TItem> items, Func<TItem, TValue> read)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(items[i]);
        }

        return new NpgsqlParameter<TValue[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = values };
    }

    private static int LockKey(string tenant) =>
        BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(tenant)));
}
