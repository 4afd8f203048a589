using System.Text.RegularExpressions;

using Npgsql;

using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Upgrade;

/// <summary>The run-book's commands, as <c>docs/operations.md</c> prints them, on a server of the tests.</summary>
[Collection(PostgresCollection.Name)]
public sealed partial class RestoreTests(PostgresFixture postgres)
{
    private const string InContainer = "docker compose exec -T postgres ";

    [Fact]
    public async Task Restored_backup_is_the_version_before_and_nothing_of_the_newer_one()
    {
        using var folder = new TemporaryFolder();
        var database = new NpgsqlConnectionStringBuilder(postgres.Admin) { Database = "portal", Pooling = false }.ToString();
        await KeptVersion.ShellAsync(postgres, "createuser --superuser portal && createdb -O portal portal");
        await KeptVersion.RestoreAsync(postgres, database);
        var before = await ContentAsync(database);
        var (backup, restore) = Commands();
        await KeptVersion.ShellAsync(postgres, backup, folder.Path);

        await UpgradeAsync(database, folder.Path);
        var upgraded = await ContentAsync(database);
        await KeptVersion.ShellAsync(postgres, restore, folder.Path);

        Assert.Contains("of_a_newer_version", upgraded);
        Assert.Equal(before, await ContentAsync(database));
    }

    private async Task UpgradeAsync(string database, string folder)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        File.Copy(Repo.PathOf("tests", "upgrade", KeptVersion.First, "postgres.key"), Path.Combine(data, "master.key"));
        await using var sandbox = await SandboxProcess.StartAsync();
        var settings = await PortalSettings.ForAsync(sandbox, data, database);
        settings["Keys:MasterFile"] = Path.Combine(data, "master.key");
        await using (await BffHost.StartAsync(settings, data))
        {
            // Whatever this version adds, a later one adds more; a row of it holds on to what was there.
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                """
                create table of_a_newer_version (tenant text primary key references tenants);
                insert into of_a_newer_version values ('harbor');
                """, connection);
            await command.ExecuteNonQueryAsync();
        }

        NpgsqlConnection.ClearAllPools();
    }

    // The blocks of the section: how to back up, then how to restore. What is not for the database server stops and starts the gateway.
    private static (string Backup, string Restore) Commands()
    {
        var section = Section().Match(File.ReadAllText(Repo.PathOf("docs", "operations.md"))).Groups[1].Value;
        var blocks = Block().Matches(section)
            .Select(b => string.Join('\n', b.Groups[1].Value.Split('\n').Where(l => l.StartsWith(InContainer, StringComparison.Ordinal)).Select(l => l[InContainer.Length..])))
            .Where(commands => commands.Length > 0).ToList();
        Assert.Equal(2, blocks.Count);
        return (blocks[0], blocks[1]);
    }

    // Every table with its columns and the number of its rows.
    private static async Task<string> ContentAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select string_agg(line, E'\n' order by line) from (
              select c.table_name || ' ' || string_agg(c.column_name || ':' || c.data_type, ',' order by c.column_name) || ' ' ||
                (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.table_name), false, true, '')))[1] as line
              from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
              where table_schema = 'public' and table_type = 'BASE TABLE' group by c.table_name) lines
            """, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    [GeneratedRegex(@"^## Backup and restore$(.*?)^## ", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
