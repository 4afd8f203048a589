using System.Net.Sockets;
using System.Text.RegularExpressions;

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

using Npgsql;

using Portal.Bff.Platform.Data;
using Portal.Testing;

namespace Portal.Bff.Tests.Data;

public sealed class DbErrorsTests
{
    private static readonly Func<Exception, Exception>[] Wrappers =
    [
        cause => cause,
        cause => new DbUpdateException("update", cause),
        cause => new InvalidOperationException("likely due to a transient failure", cause),
        cause => new InvalidOperationException("likely due to a transient failure", new DbUpdateException("update", cause)),
        cause => new RetryLimitExceededException("once again", new DbUpdateException("update", cause)),
        cause => new DbUpdateException("update", new InvalidOperationException("likely due to a transient failure", cause)),
    ];

    private static readonly (Exception Cause, string Meaning)[] Causes =
    [
        (new NpgsqlException("read", new IOException("broken")), "unavailable lost outage"),
        (new NpgsqlException("read", new EndOfStreamException()), "unavailable lost outage"),
        (new NpgsqlException("connect", new SocketException((int)SocketError.ConnectionRefused)), "unavailable lost outage"),
        (new NpgsqlException("read", new TimeoutException()), "unavailable outage"),
        (Postgres(PostgresErrorCodes.AdminShutdown), "unavailable lost outage"),
        (Postgres(PostgresErrorCodes.CannotConnectNow), "unavailable outage"),
        (Postgres(PostgresErrorCodes.DiskFull), "unavailable outage"),
        (Postgres(PostgresErrorCodes.TooManyConnections), "unavailable outage"),
        (Postgres(PostgresErrorCodes.ReadOnlySqlTransaction), "unavailable outage"),
        (Postgres(PostgresErrorCodes.UniqueViolation), "duplicate"),
        (Postgres(PostgresErrorCodes.UndefinedColumn), ""),
        (Postgres(PostgresErrorCodes.QueryCanceled), "given-up"),
        (Postgres(PostgresErrorCodes.DeadlockDetected), "unavailable given-up"),
        (new SqliteException("busy", 5), "unavailable outage"),
        (new SqliteException("full", 13), "unavailable outage"),
        (new SqliteException("unique", 19, 2067), "duplicate"),
        (Postgres(PostgresErrorCodes.CharacterNotInRepertoire), "refused"),
        (Postgres(PostgresErrorCodes.CheckViolation), "refused"),
        (new SqliteException("not null", 19, 1299), "refused"),
    ];

    [Fact]
    public void Error_means_the_same_however_often_it_was_wrapped()
    {
        foreach (var (cause, meaning) in Causes)
        {
            foreach (var wrapped in Wrappers.Select(wrap => wrap(cause)))
            {
                var words = new[]
                {
                    (DbErrors.IsDuplicateKey(wrapped), "duplicate"), (DbErrors.IsUnavailable(wrapped), "unavailable"), (DbErrors.IsConnectionLost(wrapped), "lost"),
                    (DbErrors.IsRefused(wrapped), "refused"), (DbErrors.IsGivenUp(wrapped), "given-up"), (DbErrors.IsOutage(wrapped), "outage"),
                };
                Assert.Equal($"{meaning} <- {wrapped.GetType().Name} {cause}", $"{string.Join(' ', words.Where(w => w.Item1).Select(w => w.Item2))} <- {wrapped.GetType().Name} {cause}");
                Assert.True(DbErrors.IsStorage(wrapped));
            }
        }
    }

    [Fact]
    public void Failure_that_is_not_the_databases_is_none_of_its_errors()
    {
        foreach (var other in new Exception[]
        {
            new HttpRequestException("upstream", new SocketException((int)SocketError.ConnectionRefused)), new IOException("a file"), new InvalidOperationException("a bug"),
            new InvalidOperationException("a bug", new HttpRequestException("upstream", new IOException("broken"))), new OperationCanceledException(),
        })
        {
            Assert.False(DbErrors.IsStorage(other), other.ToString());
            Assert.False(DbErrors.IsConnectionLost(other), other.ToString());
        }
    }

    [Fact]
    public void Nobody_else_names_the_providers_exceptions_or_what_is_wrapped_around_them() =>
        Assert.Equal([], Sources().Where(f => !f.Contains("/Data/", StringComparison.Ordinal) && Regex.IsMatch(
            File.ReadAllText(f), @"\b(NpgsqlException|PostgresException|DbException|DbUpdateException|RetryLimitExceededException)\b|catch \(SqliteException")));

    [Theory]
    [InlineData("Host=db", 10, 4, 6)]
    [InlineData("Host=db", 2, 2, 3)]
    [InlineData("Host=db;Timeout=20", 10, 20, 6)]
    [InlineData("Host=db;Command Timeout=30", 10, 4, 30)]
    [InlineData("Host=db;CommandTimeout=30;timeout=1", 10, 1, 30)]
    public void Server_that_stands_still_is_waited_for_as_long_as_the_log_waits_unless_somebody_said_otherwise(
        string given, int seconds, int connect, int command)
    {
        var limited = new NpgsqlConnectionStringBuilder(PostgresPatience.Limit(given, TimeSpan.FromSeconds(seconds)));

        Assert.Equal((connect, command), (limited.Timeout, limited.CommandTimeout));
    }

    private static PostgresException Postgres(string state) => new("refused", "ERROR", "ERROR", state);

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Repo.PathOf("src", "Portal.Bff"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));
}
