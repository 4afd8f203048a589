using System.Diagnostics;
using System.Net;

using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Bff.Sessions;
using Portal.Bff.Tenants;
using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Operations;
using Portal.Contracts;
using Portal.Testing;

namespace Portal.Bff.Tests.Tenants;

/// <summary>What the settings no longer name.</summary>
[Collection(PostgresCollection.Name)]
public sealed class RetiredTenantTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);
    private static readonly byte[] Damaged = [1, 2, 3];

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Tenant_that_is_no_longer_named_is_closed_keeps_its_history_and_comes_back(string provider)
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync();
        var database = provider == "Postgres" ? await postgres.CreateDatabaseAsync() : null;
        string harbor, meridian;
        await using (var all = await StartAsync(sandbox, folder, database, 1))
        {
            (harbor, meridian) = (await SignInAsync(all, sandbox, "harbor"), await SignInAsync(all, sandbox, "meridian"));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(all, harbor));
            var damaged = await SignInAsync(all, sandbox, "sunrise");
            Assert.Equal(1, await QueryAsync(all, db => db.Set<SessionRow>().OrderByDescending(s => s.CreatedAt).Take(1).ExecuteUpdateAsync(s => s.SetProperty(r => r.Ticket, Damaged))));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(all, damaged));
            await AddAsync(all, Strange("stranger"), new GrantRow { TenantId = "meridian", UserId = "strange-user", Role = "Auditor" });
        }

        await using (var without = await StartAsync(sandbox, folder, database, 2, without: "harbor"))
        {
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await AskAsync(without, harbor), await AskAsync(without, meridian)));
            Assert.Equal("", await SignInAsync(without, sandbox, "harbor"));
            Assert.Null((await RowAsync(without, "stranger")).RetiredAt);
            Assert.True(await QueryAsync(without, db => db.Set<GrantRow>().AnyAsync(g => g.UserId == "strange-user")));
            Assert.Equal(["meridian", "sunrise"], await without.Services.GetRequiredService<ITenantClients>().TenantsAsync(default));
            Assert.False(await QueryAsync(without, db => db.Set<SessionRow>().AnyAsync(s => s.Ticket == Damaged)));
            Assert.Null(await without.Services.GetRequiredService<TenantDirectory>().CredentialAsync("harbor", default));
            Assert.NotNull((await RowAsync(without, "harbor")).CredentialPassword);
            Assert.False(await QueryAsync(without, db => db.Set<IamTokenRow>().AnyAsync(t => t.TenantId == "harbor")));
        }

        await using (var later = await StartAsync(sandbox, folder, database, 2, "harbor", s => s.AddSingleton<TimeProvider>(new ShiftedTime(TimeSpan.FromDays(8)))))
        {
            await later.Services.GetRequiredService<TenantRetirement>().ExecuteAsync(default);
            var row = await RowAsync(later, "harbor");
            Assert.Equal((null, null), (row.CredentialUser, row.CredentialPassword));

            var ends = new CountedEnds();
            var job = ActivatorUtilities.CreateInstance<TenantRetirement>(later.Services, (IEnumerable<ITenantEnd>)[ends]);
            await job.ExecuteAsync(default);
            await job.ExecuteAsync(default);
            Assert.Equal(1, ends.Count);
        }

        await using var again = await StartAsync(sandbox, folder, database, 3);
        Assert.NotEqual("", await SignInAsync(again, sandbox, "harbor"));
        Assert.NotNull(await again.Services.GetRequiredService<TenantDirectory>().CredentialAsync("harbor", default));
        var history = await QueryAsync(again, db => db.Set<AuditRecordRow>().Where(r => r.Tenant == "harbor").OrderBy(r => r.Seq).ToListAsync());
        Assert.Equal(
            ["signIn by user", "retireTenant by system", "deleteCredential by system", "restoreTenant by system", "signIn by user"],
            history.Where(r => r.Operation != "backgroundReads").Select(r => $"{r.Operation} by {r.ActorKind}").Distinct().Append("signIn by user"));
        Assert.Equal("signIn", history.Where(r => r.Operation != "backgroundReads").Last().Operation);

        // Its own people read all of it again.
        var demo = (await sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");
        using var browser = again.Browser();
        using (await browser.SignInAsync(demo.Domain, "auditor", demo.User("auditor").Password))
        using (var answer = await browser.GetAsync($"{BffRoutes.Audit}?tenant=harbor"))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var shown = await answer.Content.ReadAsStringAsync();
            Assert.All(["retireTenant", "deleteCredential", "restoreTenant"], step => Assert.Contains(step, shown, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Credential_of_a_tenant_that_is_named_again_on_the_sixth_day_is_still_there()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync();
        await (await StartAsync(sandbox, folder, null, 0)).DisposeAsync();
        await (await StartAsync(sandbox, folder, null, 0, without: "harbor")).DisposeAsync();
        static void SixDaysOn(IServiceCollection services) => services.AddSingleton<TimeProvider>(new ShiftedTime(TimeSpan.FromDays(6)));

        byte[]? kept;
        await using (var sixth = await StartAsync(sandbox, folder, null, 0, "harbor", SixDaysOn))
        {
            await sixth.Services.GetRequiredService<TenantRetirement>().ExecuteAsync(default);
            kept = (await RowAsync(sixth, "harbor")).CredentialPassword;
            Assert.NotNull(kept);

            // As naming it again does, before the credential of the settings is written over it.
            await sixth.Services.GetRequiredService<TenantRetirement>().RestoreAsync("harbor", default);
            var (user, password) = (await sixth.Services.GetRequiredService<TenantDirectory>().CredentialAsync("harbor", default))!.Value;
            Assert.Equal("portal", user);
            Assert.NotEmpty(password);
        }

        await using var again = await StartAsync(sandbox, folder, null, 0, services: SixDaysOn);
        Assert.Null((await RowAsync(again, "harbor")).RetiredAt);
        Assert.False(await QueryAsync(again, db => db.Set<AuditRecordRow>().AnyAsync(r => r.Operation == "deleteCredential")));
    }

    [Fact]
    public async Task Settings_of_the_revision_last_applied_say_at_every_start_what_they_do_not_retire()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync();
        var settings = await PortalSettings.ForAsync(sandbox, folder.Path, await postgres.CreateDatabaseAsync());
        await using (var all = await BffHost.StartAsync(settings, folder.Path))
        {
            await AddAsync(all, Strange("stranger"));
            Assert.DoesNotContain(all.Logs.Lines, l => l.Contains("no longer name", StringComparison.Ordinal));
        }

        var operators = settings.Single(s => s.Key.StartsWith("Tenants:meridian:Grants", StringComparison.Ordinal) && s.Value == "operator").Key;
        var fewer = settings.Where(s => !s.Key.StartsWith("Tenants:harbor:", StringComparison.Ordinal) && s.Key != operators && s.Key != operators.Replace(":User", ":Role", StringComparison.Ordinal)).ToDictionary();

        // Nobody ever set a revision: none was applied, and the one of the settings is 0.
        await using var same = await BffHost.StartAsync(fewer, folder.Path);

        Assert.NotEqual("", await SignInAsync(same, sandbox, "harbor"));
        var warnings = same.Logs.Lines.Where(l => l.StartsWith("Warning", StringComparison.Ordinal) && l.Contains("no longer name", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains("still sign in: harbor. Raise Tenants:Revision above 0", warnings[0], StringComparison.Ordinal);
        Assert.Contains("of iam:meridian", warnings[1], StringComparison.Ordinal);
        Assert.Contains("operator in meridian. Raise Tenants:Revision above 0", warnings[1], StringComparison.Ordinal);

        fewer["Tenants:Revision"] = "1";
        await using var raised = await BffHost.StartAsync(fewer, folder.Path);
        Assert.Equal("", await SignInAsync(raised, sandbox, "harbor"));
        Assert.Equal("", await SignInAsync(raised, sandbox, "meridian"));
        Assert.DoesNotContain(raised.Logs.Lines, l => l.Contains("no longer name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Grant_that_is_no_longer_named_is_taken_away_and_recorded()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync();
        var settings = await SettingsAsync(sandbox, folder, null, 0);
        await (await BffHost.StartAsync(settings, folder.Path)).DisposeAsync();
        var operators = settings.Single(s => s.Key.StartsWith("Tenants:harbor:Grants", StringComparison.Ordinal) && s.Value == "operator").Key;
        settings.Remove(operators);
        settings.Remove(operators.Replace(":User", ":Role", StringComparison.Ordinal));

        await using var bff = await BffHost.StartAsync(settings, folder.Path);

        Assert.Equal("", await SignInAsync(bff, sandbox, "harbor"));
        var record = await QueryAsync(bff, db => db.Set<AuditRecordRow>().SingleAsync(r => r.Tenant == "harbor" && r.Operation == "retireGrant"));
        Assert.Equal(("system", "iam:harbor-logistics/operator"), (record.ActorKind, record.User));
    }

    [Fact]
    public async Task Only_a_higher_revision_retires_and_an_older_one_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await StartAsync(sandbox, folder, database, 1);
        var cookie = await SignInAsync(first, sandbox, "harbor");
        await using var hub = await HubClient.ConnectAsync(first.Url, new Dictionary<string, string> { ["Cookie"] = cookie, [BffHeaders.Csrf] = "1" });

        await using (await StartAsync(sandbox, folder, database, 1, without: "harbor"))
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(first, cookie));
        }

        var watch = Stopwatch.StartNew();
        await using (await StartAsync(sandbox, folder, database, 2, without: "harbor"))
        {
            watch.Restart();
            await Eventually.TrueAsync(async () => await AskAsync(first, cookie) == HttpStatusCode.Unauthorized, "the session ends at the other instance", Guard);
            await Eventually.TrueAsync(() => hub.State == HubConnectionState.Disconnected, "its connection is closed", Guard);
            Console.WriteLine($"A retired tenant's session and connection at another instance ended {watch.Elapsed.TotalSeconds:0.0} s after the start of the new one.");
        }

        await using var old = await StartAsync(sandbox, folder, database, 1);
        Assert.NotNull((await RowAsync(old, "harbor")).RetiredAt);
        Assert.Equal("", await SignInAsync(old, sandbox, "harbor"));
    }

    [Fact]
    public async Task Start_that_names_no_tenant_needs_leave_to_retire_all()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxProcess.StartAsync();
        await (await StartAsync(sandbox, folder, null, 0)).DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var none = (await SettingsAsync(sandbox, folder, null, 0)).Where(s => !s.Key.StartsWith("Tenants:", StringComparison.Ordinal)).ToDictionary();

        await using (var refused = ProcessHost.Start(Repo.Output("Portal.Bff"), none.AsEnvironment()))
        {
            await refused.WaitForOutputAsync("Tenants names no tenant, but harbor, meridian, sunrise of earlier settings are stored.");
            await Eventually.TrueAsync(() => refused.HasExited, "the process ends", Guard);
            Assert.Equal(2, refused.ExitCode);
        }

        none["Tenants:AllowNone"] = "true";
        await using var allowed = await BffHost.StartAsync(none, folder.Path);
        Assert.Empty(await allowed.Services.GetRequiredService<TenantDirectory>().AllAsync(default));
    }

    private static async Task<Dictionary<string, string?>> SettingsAsync(SandboxProcess sandbox, TemporaryFolder folder, string? database, int revision)
    {
        var settings = await PortalSettings.ForAsync(sandbox, folder.Path, database);
        settings["Tenants:Revision"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return settings;
    }

    private static async Task<BffHost> StartAsync(
        SandboxProcess sandbox, TemporaryFolder folder, string? database, int revision, string? without = null, Action<IServiceCollection>? services = null)
    {
        var settings = await SettingsAsync(sandbox, folder, database, revision);
        return await BffHost.StartAsync(
            settings.Where(s => without is null || !s.Key.StartsWith($"Tenants:{without}:", StringComparison.Ordinal)).ToDictionary(), folder.Path, services);
    }

    // The cookie, or nothing if it was refused.
    private static async Task<string> SignInAsync(BffHost bff, SandboxProcess sandbox, string tenant)
    {
        var demo = (await sandbox.DemoAsync()).Single(t => t.Tenant == tenant);
        using var browser = bff.Browser();
        using var answer = await browser.SignInAsync(demo.Domain, "operator", demo.User("operator").Password);
        return browser.Cookies.GetCookieHeader(bff.Url);
    }

    private static async Task<HttpStatusCode> AskAsync(BffHost bff, string cookie)
    {
        using var browser = bff.Browser();
        browser.Cookies.SetCookies(bff.Url, cookie);
        using var answer = await browser.GetAsync(BffRoutes.User);
        return answer.StatusCode;
    }

    // As a program may write it: no settings ever named it.
    private static TenantRow Strange(string id) => new()
    {
        Id = id, Name = id, Domain = id, Project = "cn-north-4", Region = "cn-north-4", IamEndpoint = "https://127.0.0.1:1", BcsEndpoint = "https://127.0.0.1:1",
    };

    private static Task<int> AddAsync(BffHost bff, params object[] rows) => QueryAsync(bff, async db =>
    {
        db.AddRange(rows);
        return await db.SaveChangesAsync();
    });

    private static Task<TenantRow> RowAsync(BffHost bff, string tenant) => QueryAsync(bff, db => db.Set<TenantRow>().AsNoTracking().SingleAsync(t => t.Id == tenant));

    private static async Task<T> QueryAsync<T>(BffHost bff, Func<PortalDbContext, Task<T>> query)
    {
        await using var db = await bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await query(db);
    }

    private sealed class CountedEnds : ITenantEnd
    {
        public int Count { get; private set; }

        public Task EndAsync(string tenant, CancellationToken cancellationToken)
        {
            Count++;
            return Task.CompletedTask;
        }
    }
}
