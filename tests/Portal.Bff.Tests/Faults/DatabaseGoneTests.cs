using System.Net;

using Microsoft.Data.Sqlite;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Testing;

namespace Portal.Bff.Tests.Faults;

/// <summary>Without a record there is no action: nothing goes upstream while the database is not there.</summary>
public sealed class DatabaseGoneTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> ShortWaits = new() { ["Audit:CommitTimeout"] = "00:00:02", ["Sessions:AttemptsPerMinute"] = "1000" };

    private SandboxProcess _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await SandboxProcess.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_locked_sqlite_file_refuses_changes_in_plain_words_and_recovers_by_itself()
    {
        using var folder = new TemporaryFolder();
        await using var bff = await BffHost.StartAsync(_sandbox, folder: folder.Path, settings: ShortWaits);
        using var browser = await bff.SignInAsync();
        var before = await _sandbox.LastCallAsync();

        await using (var other = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "portal.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction(deferred: false);
            await RefusedAsync(browser, "while-locked");
        }

        Assert.DoesNotContain(await _sandbox.CallsAsync(before), c => c.Operation == "createBcsService");
        await WorksAgainAsync(browser, "after-lock");
    }

    [Fact]
    public async Task A_stopped_postgres_refuses_changes_in_plain_words_and_recovers_by_itself()
    {
        var server = new PostgresFixture();
        await server.InitializeAsync();
        try
        {
            await using var bff = await BffHost.StartAsync(_sandbox, await server.CreateDatabaseAsync(), settings: ShortWaits);
            using var browser = await bff.SignInAsync();
            var before = await _sandbox.LastCallAsync();

            await server.StopAsync();
            await RefusedAsync(browser, "while-gone");
            using var ready = await browser.GetAsync(BffRoutes.HealthReady);
            using var live = await browser.GetAsync(BffRoutes.HealthLive);

            Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
            Assert.DoesNotContain(await _sandbox.CallsAsync(before), c => c.Operation == "createBcsService");
            await server.StartAsync();
            await WorksAgainAsync(browser, "after-gone");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task RefusedAsync(PortalBrowser browser, string name)
    {
        using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService(name), name);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(await answer.CodeAsync(), new[] { ProblemCodes.AuditUnavailable, ProblemCodes.StorageUnavailable });
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private static Task WorksAgainAsync(PortalBrowser browser, string name) => Eventually.TrueAsync(
        async () =>
        {
            using var answer = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService(name), name);
            return answer.StatusCode == HttpStatusCode.OK;
        },
        "the gateway works again");
}
