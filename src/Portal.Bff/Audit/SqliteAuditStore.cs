using System.Runtime.InteropServices;

using Microsoft.Data.Sqlite;

using Portal.Bff.Platform.Data;

namespace Portal.Bff.Audit;

/// <summary>The log in the SQLite file: one connection of its own, <c>synchronous=FULL</c>, first at the gate.</summary>
/// <param name="open">Opens the writer's connection. It must not create the file: a log that starts afresh is a lost log.</param>
/// <param name="gate">One writer at a time.</param>
internal sealed class SqliteAuditStore(Func<SqliteConnection> open, WriteGate gate) : AuditStore
{
    private SqliteConnection? _connection;
    private SqliteAuditStatements? _statements;

    /// <summary>How the writer's connection is opened: not pooled, so that its file handle ends with it.</summary>
    public static Func<SqliteConnection> Opener(string connectionString, TimeSpan timeout)
    {
        var text = new SqliteConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Mode = SqliteOpenMode.ReadWrite,
            DefaultTimeout = Math.Max(1, (int)timeout.TotalSeconds),
        }.ToString();
        return () =>
        {
            var connection = new SqliteConnection(text);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma synchronous=full";
            command.ExecuteNonQuery();
            return connection;
        };
    }

    protected override async Task<bool> CommitAsync(IReadOnlyList<AuditAppend> batch, bool underLock, CancellationToken cancellationToken)
    {
        var connection = _connection ??= open();
        var statements = _statements ??= new SqliteAuditStatements(connection);
        var tenants = batch.Select(a => a.Tenant).Distinct(StringComparer.Ordinal).ToList();
        var moved = false;
        List<SealedEntry>? entries = null;
        if (!underLock)
        {
            Refresh(tenants.Where(t => Heads[t] is null).Select(t => (t, statements.Head(t))));
            entries = Heads.Seal(batch, []);
        }

        using (await gate.EnterFirstAsync(cancellationToken))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            statements.Transaction = transaction;
            if (underLock)
            {
                moved = Refresh(tenants.Select(t => (t, statements.Head(t))));
                entries = Heads.Seal(batch, statements.Settled(batch));
            }

            foreach (var entry in entries!)
            {
                statements.Insert(entry);
            }

            transaction.Commit();
            statements.Transaction = null;
        }

        ThrowIfMoved(connection);
        Heads.Accept(entries);
        return moved;
    }

    protected override async Task TryAsync(CancellationToken cancellationToken)
    {
        var connection = _connection ??= open();
        using (await gate.EnterFirstAsync(cancellationToken))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
        }

        ThrowIfMoved(connection);
    }

    protected override ValueTask CloseAsync()
    {
        _statements?.Dispose();
        _statements = null;
        _connection?.Dispose();
        _connection = null;
        return ValueTask.CompletedTask;
    }

    // A file that was deleted or replaced takes commits all the same, and they are gone when it is closed.
    private static void ThrowIfMoved(SqliteConnection connection)
    {
        const int HasMoved = 20;
        if (sqlite3_file_control(connection.Handle!.DangerousGetHandle(), "main", HasMoved, out var moved) == 0 && moved != 0)
        {
            throw new IOException("The database file was deleted or replaced while it was open.");
        }
    }

    [DllImport("e_sqlite3", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_file_control(
        IntPtr database, [MarshalAs(UnmanagedType.LPStr)] string schema, int operation, out int answer);
}
