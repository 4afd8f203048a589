using System.Buffers;
using System.Text;

using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace Portal.Bff.Audit;

/// <summary>
/// A prepared statement that is run for each entry, by the library's own functions: ADO.NET's way to bind two dozen values
/// by name costs more than the insert.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Binds the next value.</summary>
    public void Bind(string? text)
    {
        if (text is null or "")
        {
            // An empty span would be bound as null.
            Check(text is null ? raw.sqlite3_bind_null(_statement, ++_bound) : raw.sqlite3_bind_text(_statement, ++_bound, ""));
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, buffer);
        Check(raw.sqlite3_bind_text(_statement, ++_bound, buffer.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <inheritdoc cref="Bind(string?)"/>
    public void Bind(long? number) =>
        Check(number is { } value ? raw.sqlite3_bind_int64(_statement, ++_bound, value) : raw.sqlite3_bind_null(_statement, ++_bound));

    /// <inheritdoc cref="Bind(string?)"/>
    public void Bind(ReadOnlySpan<byte> bytes) => Check(raw.sqlite3_bind_blob(_statement, ++_bound, bytes));

    /// <summary>Runs it with the values bound since the last time.</summary>
    public void Run()
    {
        _bound = 0;
        var result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE)
        {
            var error = Error(result);
            _ = raw.sqlite3_reset(_statement);
            throw error;
        }

        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            _bound = 0;
            throw Error(result);
        }
    }

    private SqliteException Error(int result) => new(
        $"SQLite error {result}: {raw.sqlite3_errmsg(_database).utf8_to_string()}", result & 0xff, raw.sqlite3_extended_errcode(_database));
}
