using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

using Npgsql;

using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Upgrade;

/// <summary>What an earlier version left in its databases, and what it answered; <c>tests/upgrade/make.py</c> made it.</summary>
/// <param name="At">When it was left.</param>
/// <param name="Tenant">Tenant of the addresses.</param>
/// <param name="Cookie">Cookie of a session that lived.</param>
/// <param name="Answers">Its answers to that session by address.</param>
internal sealed record KeptVersion(DateTimeOffset At, string Tenant, string Cookie, Dictionary<string, JsonElement> Answers)
{
    /// <summary>The earliest version whose data is kept.</summary>
    public const string First = "66967d4";

    /// <summary>Puts a copy of the version's data in place.</summary>
    /// <param name="provider">Which of its databases.</param>
    /// <param name="postgres">Server for a copy of its PostgreSQL database.</param>
    /// <param name="folder">Where a copy of its files goes.</param>
    /// <param name="database">Connection string of the copy, or null for SQLite.</param>
    /// <returns>What it answered, and the settings that differ from the usual ones.</returns>
    public static async Task<(KeptVersion Version, Dictionary<string, string?> Settings)> CopyAsync(
        string provider, PostgresFixture postgres, string folder, string? database)
    {
        var kept = Repo.PathOf("tests", "upgrade", First);
        var key = Path.Combine(folder, "master.key");
        if (provider == "Sqlite")
        {
            await using var file = new GZipStream(File.OpenRead(Path.Combine(kept, "sqlite.tar.gz")), CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(file, folder, overwriteFiles: false);
        }
        else
        {
            await RestoreAsync(postgres, database!);
            File.Copy(Path.Combine(kept, "postgres.key"), key);
        }

        var json = await File.ReadAllTextAsync(Path.Combine(kept, provider == "Sqlite" ? "sqlite.json" : "postgres.json"));
        return (JsonSerializer.Deserialize<KeptVersion>(json, JsonSerializerOptions.Web)!, new()
        {
            ["Keys:MasterFile"] = key, ["Keys:Create"] = "false", ["Sessions:AttemptsPerMinute"] = "1000",
        });
    }

    /// <summary>Fills an empty PostgreSQL database with the version's.</summary>
    public static async Task RestoreAsync(PostgresFixture postgres, string database)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        await ShellAsync(postgres, $"pg_restore --no-owner --exit-on-error -d {name} < '{Repo.PathOf("tests", "upgrade", First, "portal.dump")}'");
    }

    /// <summary>Runs a command line with the PostgreSQL client's tools, as the server's superuser unless it names another.</summary>
    public static async Task ShellAsync(PostgresFixture postgres, string command, string? folder = null)
    {
        var server = new NpgsqlConnectionStringBuilder(postgres.Admin);
        var start = new ProcessStartInfo("/bin/sh", ["-ec", command])
        {
            WorkingDirectory = folder ?? "/", RedirectStandardError = true,
            Environment =
            {
                ["PATH"] = $"{PostgresFixture.Tools}:{Environment.GetEnvironmentVariable("PATH")}",
                ["PGHOST"] = server.Host, ["PGPORT"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), ["PGUSER"] = server.Username,
            },
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{command}: {process.ExitCode} {error}");
    }

    /// <summary>A browser that has kept its cookie through the upgrade.</summary>
    public PortalBrowser Browser(BffHost bff)
    {
        var browser = new PortalBrowser(bff.Url) { Tenant = Tenant };
        browser.Cookies.SetCookies(bff.Url, Cookie);
        return browser;
    }

    /// <summary>The machine's clock, set to a moment when the version's sessions still live.</summary>
    public TimeProvider Clock() => new ShiftedTime(At + TimeSpan.FromMinutes(10) - DateTimeOffset.UtcNow);
}
