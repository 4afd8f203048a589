using System.Data.Common;

using Npgsql;

namespace Portal.Bff.Platform.Data;

/// <summary>
/// How long a PostgreSQL server that takes connections and answers nothing holds a caller up: no longer than the audit log would. A command
/// that was not answered costs its own time and that of one connection more, over which the driver asks the server to give it up.
/// </summary>
internal static class PostgresPatience
{
    /// <summary>How long a search through a whole log may take, or work in the background on a whole table. A server that is gone is noticed by others before.</summary>
    public static readonly TimeSpan LongestSearch = TimeSpan.FromMinutes(1);

    private const string Command = "Command Timeout";
    private const string Connect = "Timeout";
    private const string Gss = "GSS Encryption Mode";

    /// <summary>The connection string with times that add up to <paramref name="longest"/>, unless it has times of its own.</summary>
    public static string Limit(string connectionString, TimeSpan longest)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var connect = Math.Max(2, (int)(longest.TotalSeconds * 0.4));
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey(Connect))
        {
            builder.Timeout = connect;
        }

        if (!given.ContainsKey(Command) && !given.ContainsKey("CommandTimeout"))
        {
            builder.CommandTimeout = Math.Max(3, (int)longest.TotalSeconds - connect);
        }

        if (!given.ContainsKey(Gss))
        {
            // Preferred, it would make the driver connect twice, each time with the whole time.
            builder[Gss] = nameof(GssEncryptionMode.Disable);
        }

        return builder.ToString();
    }
}
