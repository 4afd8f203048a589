using System.Data.Common;
using System.Net.Sockets;

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

using Npgsql;

namespace Portal.Bff.Platform.Data;

/// <summary>
/// What a database error means, by the provider's own codes. The only place that knows what EF Core wraps around it: the execution strategy
/// wraps what <c>SaveChanges</c> has wrapped already.
/// </summary>
internal static class DbErrors
{
    /// <summary>True if a row with this key exists already.</summary>
    public static bool IsDuplicateKey(Exception exception) => Cause(exception) switch
    {
        SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 1555 or 2067 } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    /// <summary>True if the row was changed or removed by somebody else since it was read.</summary>
    public static bool IsConflict(Exception exception) => exception is DbUpdateConcurrencyException || IsDuplicateKey(exception);

    /// <summary>True if the database is well and does not take these values: the same statement with others may go through.</summary>
    public static bool IsRefused(Exception exception) => !IsDuplicateKey(exception) && Cause(exception) switch
    {
        SqliteException e => e.SqliteErrorCode is 18 or 19 or 20,
        PostgresException e => e.SqlState[..2] is "22" or "23" or "54",
        _ => false,
    };

    /// <summary>True if the database could not be reached, is locked, full, read-only or gone.</summary>
    public static bool IsUnavailable(Exception exception) => Cause(exception) switch
    {
        SqliteException e => e.SqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26,
        PostgresException e => e.IsTransient || e.SqlState.StartsWith("57P", StringComparison.Ordinal) || e.SqlState.StartsWith("53", StringComparison.Ordinal)
            || e.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction,
        DbException or TimeoutException => true,
        IOException or SocketException => IsWrapped(exception),
        _ => false,
    };

    /// <summary>
    /// True if the database is well and this statement alone was given up: it took longer than it may, or met another one in a deadlock.
    /// </summary>
    public static bool IsGivenUp(Exception exception) => Cause(exception) is var cause && (StatementLimits.Ended(cause) || cause is PostgresException
    {
        SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable,
    });

    /// <summary>True if nothing else is likely to go through either: reason to doubt that the log can be written.</summary>
    public static bool IsOutage(Exception exception) => IsUnavailable(exception) && !IsGivenUp(exception);

    /// <summary>True if it is the database that failed, for whatever reason.</summary>
    public static bool IsStorage(Exception exception) => exception is DbUpdateException || Cause(exception) is DbException || IsUnavailable(exception);

    /// <summary>
    /// True if the connection has ended while it was used or before: the server is there, or may be again at once, and a new connection
    /// finds out. Whether the last command was carried out is not known. A server that does not answer is not meant.
    /// </summary>
    public static bool IsConnectionLost(Exception exception) => Cause(exception) switch
    {
        PostgresException e => e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.IdleSessionTimeout
            || e.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException e => e.InnerException is IOException or SocketException,
        _ => false,
    };

    /// <summary>True if the server has no database of this name.</summary>
    public static bool IsMissingDatabase(Exception exception) => Cause(exception) is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName };

    /// <summary>True if somebody else has just created a database of this name.</summary>
    public static bool IsDatabaseThere(Exception exception) =>
        Cause(exception) is PostgresException { SqlState: PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation };

    /// <summary>True if the file of a database is not there, or cannot be opened.</summary>
    public static bool IsMissingFile(Exception exception) => Cause(exception) is SqliteException { SqliteErrorCode: 14 };

    /// <summary>True if the file is there and holds no database, or a damaged one.</summary>
    public static bool IsBrokenFile(Exception exception) => Cause(exception) is SqliteException { SqliteErrorCode: 11 or 26 };

    private static bool IsWrapped(Exception exception) => exception is DbUpdateException or RetryLimitExceededException;

    private static Exception Cause(Exception exception) =>
        exception is DbUpdateException or RetryLimitExceededException or InvalidOperationException && exception.InnerException is { } inner ? Cause(inner) : exception;
}
