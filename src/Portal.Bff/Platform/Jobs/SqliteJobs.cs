using System.Globalization;

using Hangfire;
using Hangfire.Storage.SQLite;

using Microsoft.Data.Sqlite;

using Portal.Bff.Platform.Data;

using SQLite;

namespace Portal.Bff.Platform.Jobs;

/// <summary>Schedule and history in a file of their own. One process a file.</summary>
internal sealed partial class SqliteJobs(string connectionString, ILogger<SqliteJobs> logger) : IJobStoreKind
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    private readonly string _path = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
    private readonly string _ours = new SqliteConnectionStringBuilder
    {
        DataSource = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource), Mode = SqliteOpenMode.ReadWrite, Pooling = false, ForeignKeys = false, DefaultTimeout = 10,
    }.ToString();

    // By this number in the file it is known again.
    private long _mark;

    public JobStorage Open()
    {
        PrivateFiles.PrepareDatabase(_path);
        try
        {
            Prepare();
        }
        catch (Exception exception) when (DbErrors.IsBrokenFile(exception))
        {
            SetAside();
            LogSetAside(logger, _path, exception.Message);
            PrivateFiles.PrepareDatabase(_path);
            Prepare();
        }

        return new SQLiteStorage(new SQLiteDbConnectionFactory(Connect), new SQLiteStorageOptions
        {
            // Only runs that are asked for wait for it: loops listen to signals, and the schedule counts in minutes.
            QueuePollInterval = TimeSpan.FromMilliseconds(500),

            // Longer than any run. There is no sliding one, and it is also when a run that was killed begins again.
            InvisibilityTimeout = TimeSpan.FromMinutes(10),
            JobExpirationCheckInterval = TimeSpan.FromMinutes(5),
        });
    }

    public bool IsLost()
    {
        try
        {
            using var connection = new SqliteConnection(_ours);
            connection.Open();
            return Number(connection, "pragma user_version") != _mark;
        }
        catch (Exception exception) when (DbErrors.IsMissingFile(exception) || DbErrors.IsBrokenFile(exception))
        {
            return true;
        }
    }

    // With a full mutex: the heartbeat of a lock uses its owner's connection from a thread of its own, and without one that can end the process.
    private SQLiteConnection Connect()
    {
        var connection = new SQLiteConnection(_path, SQLiteOpenFlags.ReadWrite | SQLiteOpenFlags.Create | SQLiteOpenFlags.FullMutex, storeDateTimeAsTicks: true)
        {
            BusyTimeout = TimeSpan.FromSeconds(10),
        };

        // What a loss of power takes back is asked for again.
        connection.Execute("pragma synchronous = normal");
        return connection;
    }

    private void Prepare()
    {
        using var connection = new SqliteConnection(_ours);
        connection.Open();
        if (Text(connection, "pragma quick_check(1)") is var found and not "ok")
        {
            // Its head can be read, and that is not yet a file that can be used.
            throw new SqliteException(found, SQLitePCL.raw.SQLITE_CORRUPT);
        }

        DropFormer(connection);
        _mark = Number(connection, "pragma user_version");
        if (_mark == 0)
        {
            _mark = Random.Shared.Next(1, int.MaxValue);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {_mark}"));
        }
    }

    // The tables of the scheduler that versions before had.
    private static void DropFormer(SqliteConnection connection)
    {
        var tables = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = @"select name from sqlite_master where type = 'table' and name like 'qrtz\_%' escape '\'";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }
        }

        if (tables.Count > 0)
        {
            Execute(connection, string.Join(';', tables.Select(t => $"drop table \"{t}\"")) + ";vacuum");
        }
    }

    private void SetAside()
    {
        foreach (var companion in Companions)
        {
            File.Delete(_path + companion);
        }

        File.Move(_path, _path + ".broken", overwrite: true);
    }

#pragma warning disable CA2100 // The statements are this class's own.
    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100

    [LoggerMessage(713, LogLevel.Warning, "{File} is no database ({Reason}) and was set aside; schedule and history of the jobs begin anew")]
    private static partial void LogSetAside(ILogger logger, string file, string reason);
}
