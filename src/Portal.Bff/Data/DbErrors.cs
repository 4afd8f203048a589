using System.Data.Common;

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

using Npgsql;

namespace Portal.Bff.Data;

/// <summary>What a database error means, by the provider's own codes.</summary>
internal static class DbErrors
{
    /// <summary>True if a row with this key exists already.</summary>
    public static bool IsDuplicateKey(Exception exception) => Inner(exception) switch
    {
        SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 1555 or 2067 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    /// <summary>True if the database could not be reached, is locked, full, read-only or gone.</summary>
    public static bool IsUnavailable(Exception exception) => Inner(exception) switch
    {
        SqliteException e => e.SqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26,
        PostgresException e => e.IsTransient || e.SqlState.StartsWith("57P", StringComparison.Ordinal) || e.SqlState.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException => true,
        DbException => true,
        TimeoutException => true,
        _ => false,
    };

    private static Exception Inner(Exception exception) =>
        exception is DbUpdateException { InnerException: { } inner } ? inner
        : exception is InvalidOperationException { InnerException: DbException db } ? db
        : exception;
}
