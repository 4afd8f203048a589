using Portal.Bff.Platform.Settings;


namespace Portal.Bff.Platform.Data;

/// <summary>Section <c>Database</c>.</summary>
[Settings("Database")]
internal sealed class DatabaseOptions
{
    /// <summary><c>Sqlite</c> (default) or <c>Postgres</c>. The connection string is <c>ConnectionStrings:Portal</c>.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;
}

/// <summary>The databases the portal runs on.</summary>
internal enum DatabaseProvider
{
    /// <summary>One file beside the process; one instance.</summary>
    Sqlite,

    /// <summary>A server; any number of instances.</summary>
    Postgres,
}
