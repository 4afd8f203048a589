using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Portal.Testing;

/// <summary>
/// One private PostgreSQL cluster for a test run, in a temporary folder, on a free loopback port, gone afterwards. Use it as a class fixture,
/// or share it: <c>[CollectionDefinition("postgres")] public sealed class PostgresCollection : ICollectionFixture&lt;PostgresFixture&gt;;</c>
/// in the test project. What it acknowledged survives a crash of the server, but not one of the machine: it never waits for the disk.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private static readonly WaitLimit ToolLimit = WaitLimit.Longer(TimeSpan.FromMinutes(5), "a new server writes a thousand files, and a busy machine gives it little time");

    // Short, because the path of a Unix socket has at most 107 bytes.
    private readonly string _folder = Path.Combine("/tmp", "pg" + Guid.NewGuid().ToString("N")[..8]);
    private readonly int _port = FreePort.Next();
    private int _databases;

    /// <summary>Connection string of the superuser, for the maintenance database.</summary>
    public string Admin => ConnectionString("postgres");

    /// <summary>Folder of the newest server's tools, such as <c>pg_dump</c>.</summary>
    public static string Tools => FindTools();

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Makes an empty database and returns the connection string of its owner.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(Admin + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "create database " + name;
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var tools = FindTools();
        Directory.CreateDirectory(_folder);
        if (IsRoot)
        {
            await RunAsync("chown", "postgres", _folder);
        }

        await RunAsServerAsync($"{tools}/initdb", "-D", $"{_folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await StartAsync();
    }

    /// <summary>Starts the server; it is running already unless <see cref="StopAsync"/> was called.</summary>
    public Task StartAsync()
    {
        // Each test has a database with a pool of its own, and pools keep connections for minutes.
        var options = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {_port} -c max_connections=500 -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c full_page_writes=off");
        return RunAsServerAsync($"{FindTools()}/pg_ctl", "-D", $"{_folder}/data", "-w", "-t", "300", "-l", $"{_folder}/log", "-o", options, "start");
    }

    /// <summary>Stops the server as a crash would: clients see their connections die.</summary>
    public Task StopAsync() => RunAsServerAsync($"{FindTools()}/pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "-w", "stop");

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists($"{_folder}/data/postmaster.pid"))
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string FindTools()
    {
        const string Versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).Where(d => File.Exists(d + "/bin/initdb")).MaxBy(d => int.TryParse(Path.GetFileName(d), out var v) ? v : 0)
            : null;
        return newest is null
            ? throw new InvalidOperationException("These tests need the PostgreSQL server: ./test.sh installs it, or `apt-get install postgresql`.")
            : newest + "/bin";
    }

    // The server refuses to run as root.
    private static Task RunAsServerAsync(string tool, params string[] arguments) =>
        IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", tool, .. arguments]) : RunAsync(tool, arguments);

    private static async Task RunAsync(string file, params string[] arguments)
    {
        // The output goes nowhere rather than to a pipe: the started server would inherit the pipe and reading it would never end.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", file, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await Eventually.EndsAsync(process.WaitForExitAsync(), file + " " + string.Join(' ', arguments), ToolLimit);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}: exit code {process.ExitCode}");
        }
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}");
}
