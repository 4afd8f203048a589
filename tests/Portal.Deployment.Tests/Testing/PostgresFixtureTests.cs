using Npgsql;
using Portal.Testing;

namespace Portal.Deployment.Tests.Testing;

public sealed class PostgresFixtureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Databases_are_separate_and_survive_a_restart_of_the_server()
    {
        var first = await postgres.CreateDatabaseAsync();
        var second = await postgres.CreateDatabaseAsync();
        await RunAsync(first, "create table marks (name text); insert into marks values ('here')");

        await postgres.StopAsync();
        await postgres.StartAsync();
        NpgsqlConnection.ClearAllPools();

        Assert.Equal("here", await RunAsync(first, "select name from marks"));
        Assert.Equal(false, await RunAsync(second, "select exists (select from pg_tables where tablename = 'marks')"));
    }

    private static async Task<object?> RunAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
