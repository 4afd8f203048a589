using System.Net;
using System.Net.Http.Json;

using Bcs.Api.Catalogue;

using Portal.Bff.Audit;
using Portal.Bff.Certificates;
using Portal.Bff.Data;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Services;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Operations;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Testing;

namespace Portal.Bff.Tests.Certificates;

/// <summary>The list and its calendar over both databases, with a clock in the test's hands.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CertificateListTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private readonly People _people = new();
    private readonly ManualTimeProvider _time = new(Now);

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Certificates_come_by_their_end_in_stages_and_months_page_by_page(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = Browser(host, "s-olivia");
        foreach (var (user, days) in new[] { ("never", -1.0), ("today", 0.5), ("week", 7), ("month", 30), ("quarter", 90), ("later", 91), ("years", 3600) })
        {
            await HandOutAsync(host, user, days);
        }

        await host.Get<CertificateStore>().HandedOutAsync(Handed("unread", null), default);
        await HandOutAsync(host, "foreign", 1, "meridian");

        Assert.Equal(["never", "today", "week", "month", "quarter", "later", "years", "unread"], await UsersAsync(http, ""));
        Assert.Equal(["never"], await UsersAsync(http, "&stage=expired"));
        Assert.Equal(["today", "week"], await UsersAsync(http, "&stage=7"));
        Assert.Equal(["month"], await UsersAsync(http, "&stage=30"));
        Assert.Equal(["quarter"], await UsersAsync(http, "&stage=90"));
        Assert.Equal(["later", "years"], await UsersAsync(http, "&stage=later"));
        Assert.Equal(["unread"], await UsersAsync(http, "&stage=unknown"));
        Assert.Equal(["never", "today", "week", "month"], await UsersAsync(http, "&stage=" + CertificateStages.Attention));
        Assert.Equal(["today", "week"], await UsersAsync(http, "&ends=2026-11&stage=7,30"));
        Assert.Equal(["quarter", "later"], await UsersAsync(http, "&ends=2027"));

        await host.Get<CertificateStore>().HandedOutAsync(Handed("week", Facts(300)), default);
        Assert.Equal(["today", "week"], await UsersAsync(http, "&stage=7&newest=false"));
        Assert.Equal(["today"], await UsersAsync(http, "&stage=7&newest=true"));
        var first = (await http.GetFromJsonAsync<Page<CertificateDto>>("/api/certificates?tenant=harbor&limit=5"))!;
        var rest = (await http.GetFromJsonAsync<Page<CertificateDto>>("/api/certificates?tenant=harbor&limit=5&cursor=" + first.Next))!;
        Assert.Equal((5, 4, null), (first.Items.Count, rest.Items.Count, rest.Next));
        Assert.Empty(first.Items.Select(c => c.Id).Intersect(rest.Items.Select(c => c.Id)));
        var calendar = (await http.GetFromJsonAsync<CertificateCalendarDto>("/api/certificates/calendar?tenant=harbor"))!;
        Assert.Equal(["expired=1", "7=2", "30=1", "90=1", "later=3", "unknown=1"], calendar.Stages.Select(s => $"{s.Stage}={s.Count}"));
        Assert.Equal(["2026-11=3", "2026-12=1", "2027-02=2", "2027-09=1", "2036-09=1"], calendar.Months.Select(m => $"{m.Month}={m.Count}"));
        Assert.Equal(9, calendar.Total);

        _time.Advance(TimeSpan.FromDays(5));
        Assert.Equal(["never", "today"], await UsersAsync(http, "&stage=expired"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Freezing_is_certain_a_minute_later_and_announced_in_each_state(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = Browser(host, "s-olivia");
        var (store, job) = (host.Get<CertificateStore>(), host.Get<SettleCertificates>());
        await HandOutAsync(host, "alice", 100);
        await store.HandedOutAsync(Handed("robert", Facts(100)) with { Hosted = true }, default);

        await store.FreezingAsync(Target("alice", "no-such-serial"), true, default);
        await store.FreezingAsync(Target("alice", null), true, default);
        Assert.Equal("active", await StateAsync("alice"));
        await store.FreezingAsync(Target("alice", "serial-100"), true, default);
        await store.FreezingAsync(Target("robert", null), true, default);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await job.ExecuteAsync(default));
        Assert.Equal(("freezing", "freezing"), (await StateAsync("alice"), await StateAsync("robert")));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(job.ExecuteAsync(default), job.ExecuteAsync(default));
        Assert.Equal(("frozen", "frozen"), (await StateAsync("alice"), await StateAsync("robert")));
        Assert.Equal(["alice", "robert"], (await UsersAsync(http, "&state=frozen")).Order());

        await store.FreezingAsync(Target("robert", null), false, default);
        _time.Advance(TimeSpan.FromMinutes(2));
        await job.ExecuteAsync(default);

        Assert.Equal(("frozen", "active"), (await StateAsync("alice"), await StateAsync("robert")));
        Assert.Equal(
            ["active/1", "freezing/2", "frozen/3", "unfreezing/4", "active/5"], host.Announced.Certificates.Where(c => c.User == "robert").Select(c => $"{c.State}/{c.Version}"));

        async Task<string> StateAsync(string user) => (await ListAsync(http, "")).Single(c => c.User == user).State;
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Unclear_takes_the_place_of_what_was_known_until_the_cloud_accepts_a_change(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = Browser(host, "s-olivia");
        var (store, job) = (host.Get<CertificateStore>(), host.Get<SettleCertificates>());
        await HandOutAsync(host, "alice", 100);
        await HandOutAsync(host, "robert", 200);
        var alice = Target("alice", "serial-100");
        await store.FreezingAsync(alice, true, default);
        _time.Advance(TimeSpan.FromSeconds(30));
        var sent = _time.GetUtcNow();

        await store.UnclearAsync(alice, sent, default);
        await store.UnclearAsync(alice, sent, default);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await job.ExecuteAsync(default));
        Assert.Equal(["alice"], await UsersAsync(http, "&state=unclear"));
        Assert.Equal(["robert"], await UsersAsync(http, "&state=active"));

        // Told again, however late, it is older than what the cloud accepted since.
        await store.FreezingAsync(alice, false, default);
        await store.UnclearAsync(alice, sent, default);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await job.ExecuteAsync(default));
        await store.UnclearAsync(alice, sent, default);

        Assert.Equal(
            ["active/1", "freezing/2", "unclear/3", "unfreezing/4", "active/5"], host.Announced.Certificates.Where(c => c.User == "alice").Select(c => $"{c.State}/{c.Version}"));
        await store.UnclearAsync(alice, _time.GetUtcNow(), default);
        Assert.Equal(["alice"], await UsersAsync(http, "&state=unclear"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Freezing_that_a_crash_left_without_outcome_makes_unclear_what_it_may_have_meant(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = Browser(host, "s-olivia");
        foreach (var user in new[] { "alice", "robert", "carol", "david", "gone" })
        {
            await HandOutAsync(host, user, 100);
            await host.Get<CertificateStore>().HandedOutAsync(
                Handed(user, Facts(200)) with { Hosted = true, File = new AuditFile("second.zip", 7, new string('b', 64)), BlockchainId = user == "gone" ? "svc-2" : "svc-1" }, default);
        }

        await host.QueryAsync(async db =>
        {
            var service = ServiceSnapshot.Listed("harbor", "svc-2", "trade", Now);
            db.Add(service);
            service.NoteGone();
            return await db.SaveChangesAsync();
        });
        await IntentAsync("freezeUserCertificate", "alice", Form('a'));
        await IntentAsync("unfreezeUserCertificate", "robert", Form('c'));
        await IntentAsync("freezeUserCertificate", "carol", null);
        await IntentAsync("generateUserCertificate", "david", null);
        await IntentAsync("freezeUserCertificate", "gone", null, "svc-2");
        _time.Advance(TimeSpan.FromMinutes(5));
        await host.Get<CertificateStore>().HandedOutAsync(Handed("robert", Facts(300)), default);

        await host.Get<RecoverIntents>().ExecuteAsync(default);

        Assert.Equal(
            ["alice/100", "carol/200", "robert/100", "robert/200"],
            (await ListAsync(http, "&state=unclear")).Select(c => $"{c.User}/{c.Serial!.Split('-')[1]}").Order(StringComparer.Ordinal));

        static string Form(char hash) => $$"""{"multipart":[{"name":"note","bytes":1,"sha256":"d"},{"name":"file","fileName":"x.zip","bytes":7,"sha256":"{{new string(hash, 64)}}"}]}""";

        async Task IntentAsync(string operation, string user, string? request, string service = "svc-1") => await host.Get<IAuditLog>().IntentAsync(
            new AuditCall
            {
                Tenant = "harbor", Actor = new AuditActor("iam:x/olivia", "olivia", "user"), Operation = operation, BlockchainId = service, Organization = "anchor", User = user,
                Request = request, RequestSha256 = request is null ? null : "e",
            },
            default);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"multipart":[null,{"name":"file"}]}""")]
    [InlineData("""{"multipart":"file"}""")]
    public async Task Recorded_request_without_a_file_means_the_certificate_that_the_service_keeps(string request)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = Browser(host, "s-olivia");
        await HandOutAsync(host, "alice", 100);
        await host.Get<CertificateStore>().HandedOutAsync(Handed("alice", Facts(200)) with { Hosted = true }, default);
        var call = new AuditCall
        {
            Tenant = "harbor", Actor = new AuditActor("iam:x/olivia", "olivia", "user"), Operation = "freezeUserCertificate", BlockchainId = "svc-1", Organization = "anchor",
            User = "alice", Request = request, RequestSha256 = "e",
        };

        await host.Get<CertificateStore>().UnclearAsync(FreezeTarget.Recorded(call), Now, default);

        Assert.Equal("serial-200", Assert.Single(await ListAsync(http, "&state=unclear")).Serial);
    }

    [Fact]
    public async Task One_certificate_stays_one_however_often_and_at_once_it_is_downloaded()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = Browser(host, "s-olivia");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.Get<CertificateStore>().HandedOutAsync(
            Handed("Admin", Facts(100)) with { By = $"person-{i}", Reason = "Rotation\u0000 of keys" }, default)));

        var certificate = Assert.Single(await ListAsync(http, ""));
        Assert.Equal((8, "Rotation of keys"), (certificate.Version, certificate.Reason));
        Assert.Equal(certificate, await http.GetFromJsonAsync<CertificateDto>($"/api/certificates/{certificate.Id}?tenant=harbor"));
    }

    [Fact]
    public async Task Certificates_of_a_deleted_service_are_told_apart_and_in_no_stage()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = Browser(host, "s-olivia");
        await host.QueryAsync(async db =>
        {
            var service = ServiceSnapshot.Listed("harbor", "svc-1", "trade", Now);
            db.Add(service);
            return await db.SaveChangesAsync();
        });
        await HandOutAsync(host, "alice", 3);
        Assert.Equal(("trade", "active"), ((await ListAsync(http, "&stage=7")).Single().BlockchainName, (await ListAsync(http, "")).Single().State));

        await host.QueryAsync(async db =>
        {
            db.Set<ServiceSnapshot>().Single().NoteGone();
            return await db.SaveChangesAsync();
        });

        Assert.Equal("gone", Assert.Single(await ListAsync(http, "")).State);
        Assert.Equal(["alice"], await UsersAsync(http, "&state=gone"));
        Assert.Empty(await ListAsync(http, "&stage=7"));
        Assert.All((await http.GetFromJsonAsync<CertificateCalendarDto>("/api/certificates/calendar?tenant=harbor"))!.Stages, s => Assert.Equal(0, s.Count));
    }

    [Theory]
    [InlineData("s-olivia", "?tenant=nobody", HttpStatusCode.NotFound, ProblemCodes.TenantUnknown)]
    [InlineData("s-olivia", "/calendar?tenant=sunrise", HttpStatusCode.NotFound, ProblemCodes.TenantUnknown)]
    [InlineData("s-olivia", "/abc?tenant=harbor", HttpStatusCode.NotFound, ProblemCodes.NotFound)]
    [InlineData("s-reader", "?tenant=harbor", HttpStatusCode.Forbidden, ProblemCodes.ActionDenied)]
    [InlineData("s-nobody", "?tenant=harbor", HttpStatusCode.Unauthorized, ProblemCodes.SessionRequired)]
    [InlineData("s-olivia", "?tenant=harbor&stage=8", HttpStatusCode.BadRequest, ProblemCodes.BadRequest)]
    [InlineData("s-olivia", "?tenant=harbor&kind=root", HttpStatusCode.BadRequest, ProblemCodes.BadRequest)]
    [InlineData("s-olivia", "?tenant=harbor&state=lost", HttpStatusCode.BadRequest, ProblemCodes.BadRequest)]
    [InlineData("s-olivia", "?tenant=harbor&ends=2026-13", HttpStatusCode.BadRequest, ProblemCodes.BadRequest)]
    [InlineData("s-olivia", "?tenant=harbor&cursor=x", HttpStatusCode.BadRequest, ProblemCodes.BadRequest)]
    [InlineData("s-olivia", "?tenant=harbor&limit=0", HttpStatusCode.BadRequest, ProblemCodes.BadRequest)]
    public async Task What_is_foreign_forbidden_or_malformed_is_refused(string session, string query, HttpStatusCode status, string code)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = Browser(host, session);

        using var answer = await http.GetAsync(new Uri("/api/certificates" + query, UriKind.Relative));

        Assert.Equal((status, code), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<Problem>())!.Code));
    }

    private Task<OperationsHost> StartAsync(AuditDatabase database, CloudStub cloud)
    {
        _people.SignIn("s-olivia", "olivia", "harbor", "meridian");
        _people.SignIn("s-reader", "reader", "harbor");
        _people.Grant("olivia", "harbor", BcsOperations.DownloadCertificates.Action);
        _people.Grant("olivia", "meridian", BcsOperations.DownloadCertificates.Action);
        return OperationsHost.StartAsync(
            database, cloud, _time, _people, false, (services, configuration) => services.AddCertificates(configuration), app => app.MapCertificates());
    }

    private static Task HandOutAsync(OperationsHost host, string user, double days, string tenant = "harbor") =>
        host.Get<CertificateStore>().HandedOutAsync(Handed(user, Facts(days)) with { Tenant = tenant }, default);

    private static FreezeTarget Target(string user, string? serial) => new("harbor", "svc-1", "anchor", user, serial);

    private static CertificateFacts Facts(double days) => new($"serial-{days}", "CN=x", Now.AddDays(-1), Now.AddDays(days));

    private static HandedOut Handed(string user, CertificateFacts? facts) => new(
        "harbor", "svc-1", "anchor", user, CertificateKinds.Generated, false, facts, new AuditFile($"{user}.zip", 7, new string('a', 64)), "olivia", "harbor-000000000001", null);

    private static HttpClient Browser(OperationsHost host, string handle)
    {
        var http = new HttpClient { BaseAddress = host.Url };
        http.DefaultRequestHeaders.Add("Cookie", "session=" + handle);
        return http;
    }

    private static async Task<IReadOnlyList<CertificateDto>> ListAsync(HttpClient http, string filter) =>
        (await http.GetFromJsonAsync<Page<CertificateDto>>("/api/certificates?tenant=harbor" + filter))!.Items;

    private static async Task<IEnumerable<string?>> UsersAsync(HttpClient http, string filter) => (await ListAsync(http, filter)).Select(c => c.User);
}
