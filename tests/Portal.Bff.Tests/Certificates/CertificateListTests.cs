using System.Net;
using System.Net.Http.Json;

using Portal.Bff.Audit;
using Portal.Bff.Features.Certificates;
using Portal.Bff.Features.Services;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Tests.Audit;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Testing;

using static Portal.Bff.Tests.Certificates.CertificateListHost;

namespace Portal.Bff.Tests.Certificates;

/// <summary>The list and its calendar over both databases, with a clock in the test's hands.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CertificateListTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Certificates_come_by_their_end_in_stages_and_months_page_by_page(string provider)
    {
        await using var list = await StartAsync(provider);
        foreach (var (user, days) in new[] { ("never", -1.0), ("today", 0.5), ("week", 7), ("month", 30), ("quarter", 90), ("later", 91), ("years", 3600) })
        {
            await list.HandOutAsync(user, days);
        }

        await list.Store.HandedOutAsync(Handed("unread", null), default);
        await list.HandOutAsync("foreign", 1, "meridian");

        Assert.Equal(["never", "today", "week", "month", "quarter", "later", "years", "unread"], await list.UsersAsync(""));
        Assert.Equal(["never"], await list.UsersAsync("&stage=expired"));
        Assert.Equal(["today", "week"], await list.UsersAsync("&stage=7"));
        Assert.Equal(["month"], await list.UsersAsync("&stage=30"));
        Assert.Equal(["quarter"], await list.UsersAsync("&stage=90"));
        Assert.Equal(["later", "years"], await list.UsersAsync("&stage=later"));
        Assert.Equal(["unread"], await list.UsersAsync("&stage=unknown"));
        Assert.Equal(["never", "today", "week", "month"], await list.UsersAsync("&stage=" + CertificateStages.Attention));
        Assert.Equal(["today", "week"], await list.UsersAsync("&ends=2026-11&stage=7,30"));
        Assert.Equal(["quarter", "later"], await list.UsersAsync("&ends=2027"));

        await list.Store.HandedOutAsync(Handed("week", Facts(300)), default);
        Assert.Equal(["today", "week"], await list.UsersAsync("&stage=7&newest=false"));
        Assert.Equal(["today"], await list.UsersAsync("&stage=7&newest=true"));
        var first = (await list.Http.GetFromJsonAsync<Page<CertificateDto>>("/api/certificates?tenant=harbor&limit=5"))!;
        var rest = (await list.Http.GetFromJsonAsync<Page<CertificateDto>>("/api/certificates?tenant=harbor&limit=5&cursor=" + first.Next))!;
        Assert.Equal((5, 4, null), (first.Items.Count, rest.Items.Count, rest.Next));
        Assert.Empty(first.Items.Select(c => c.Id).Intersect(rest.Items.Select(c => c.Id)));
        var calendar = (await list.Http.GetFromJsonAsync<CertificateCalendarDto>("/api/certificates/calendar?tenant=harbor"))!;
        Assert.Equal(["expired=1", "7=2", "30=1", "90=1", "later=3", "unknown=1"], calendar.Stages.Select(s => $"{s.Stage}={s.Count}"));
        Assert.Equal(["2026-11=3", "2026-12=1", "2027-02=2", "2027-09=1", "2036-09=1"], calendar.Months.Select(m => $"{m.Month}={m.Count}"));
        Assert.Equal(9, calendar.Total);

        list.Time.Advance(TimeSpan.FromDays(5));
        Assert.Equal(["never", "today"], await list.UsersAsync("&stage=expired"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Freezing_is_certain_a_minute_later_and_announced_in_each_state(string provider)
    {
        await using var list = await StartAsync(provider);
        var (store, job) = (list.Store, list.Host.Get<SettleCertificates>());
        await list.HandOutAsync("alice", 100);
        await store.HandedOutAsync(Handed("robert", Facts(100)) with { Hosted = true }, default);

        await store.FreezingAsync(Target("alice", "no-such-serial"), true, default);
        await store.FreezingAsync(Target("alice", null), true, default);
        Assert.Equal("active", await StateAsync("alice"));
        await store.FreezingAsync(Target("alice", "serial-100"), true, default);
        await store.FreezingAsync(Target("robert", null), true, default);
        list.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await job.ExecuteAsync(default));
        Assert.Equal(("freezing", "freezing"), (await StateAsync("alice"), await StateAsync("robert")));
        list.Time.Advance(TimeSpan.FromSeconds(1));
        await Together.AllAsync(job.ExecuteAsync(default), job.ExecuteAsync(default));
        Assert.Equal(("frozen", "frozen"), (await StateAsync("alice"), await StateAsync("robert")));
        Assert.Equal(["alice", "robert"], (await list.UsersAsync("&state=frozen")).Order());

        await store.FreezingAsync(Target("robert", null), false, default);
        list.Time.Advance(TimeSpan.FromMinutes(2));
        await job.ExecuteAsync(default);

        Assert.Equal(("frozen", "active"), (await StateAsync("alice"), await StateAsync("robert")));
        Assert.Equal(
            ["active/1", "freezing/2", "frozen/3", "unfreezing/4", "active/5"], list.Host.Announced.Certificates.Where(c => c.User == "robert").Select(c => $"{c.State}/{c.Version}"));

        async Task<string> StateAsync(string user) => (await list.ListAsync("")).Single(c => c.User == user).State;
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Unclear_takes_the_place_of_what_was_known_until_the_cloud_accepts_a_change(string provider)
    {
        await using var list = await StartAsync(provider);
        var (store, job) = (list.Store, list.Host.Get<SettleCertificates>());
        await list.HandOutAsync("alice", 100);
        await list.HandOutAsync("robert", 200);
        var alice = Target("alice", "serial-100");
        await store.FreezingAsync(alice, true, default);
        list.Time.Advance(TimeSpan.FromSeconds(30));
        var sent = list.Time.GetUtcNow();

        await store.UnclearAsync(alice, sent, default);
        await store.UnclearAsync(alice, sent, default);
        list.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await job.ExecuteAsync(default));
        Assert.Equal(["alice"], await list.UsersAsync("&state=unclear"));
        Assert.Equal(["robert"], await list.UsersAsync("&state=active"));

        // Told again, however late, it is older than what the cloud accepted since.
        await store.FreezingAsync(alice, false, default);
        await store.UnclearAsync(alice, sent, default);
        list.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await job.ExecuteAsync(default));
        await store.UnclearAsync(alice, sent, default);

        Assert.Equal(
            ["active/1", "freezing/2", "unclear/3", "unfreezing/4", "active/5"], list.Host.Announced.Certificates.Where(c => c.User == "alice").Select(c => $"{c.State}/{c.Version}"));
        await store.UnclearAsync(alice, list.Time.GetUtcNow(), default);
        Assert.Equal(["alice"], await list.UsersAsync("&state=unclear"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Freezing_that_a_crash_left_without_outcome_makes_unclear_what_it_may_have_meant(string provider)
    {
        await using var list = await StartAsync(provider);
        foreach (var user in new[] { "alice", "robert", "carol", "david", "gone" })
        {
            await list.HandOutAsync(user, 100);
            await list.Store.HandedOutAsync(
                Handed(user, Facts(200)) with { Hosted = true, File = new AuditFile("second.zip", 7, new string('b', 64)), BlockchainId = user == "gone" ? "svc-2" : "svc-1" }, default);
        }

        await list.Host.QueryAsync(async db =>
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
        list.Time.Advance(TimeSpan.FromMinutes(5));
        await list.Store.HandedOutAsync(Handed("robert", Facts(300)), default);

        await list.Host.Get<RecoverIntents>().ExecuteAsync(default);

        Assert.Equal(
            ["alice/100", "carol/200", "robert/100", "robert/200"],
            (await list.ListAsync("&state=unclear")).Select(c => $"{c.User}/{c.Serial!.Split('-')[1]}").Order(StringComparer.Ordinal));

        static string Form(char hash) => $$"""{"multipart":[{"name":"note","bytes":1,"sha256":"d"},{"name":"file","fileName":"x.zip","bytes":7,"sha256":"{{new string(hash, 64)}}"}]}""";

        async Task IntentAsync(string operation, string user, string? request, string service = "svc-1") => await list.Host.Get<IAuditLog>().IntentAsync(
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
        await using var list = await StartAsync();
        await list.HandOutAsync("alice", 100);
        await list.Store.HandedOutAsync(Handed("alice", Facts(200)) with { Hosted = true }, default);
        var call = new AuditCall
        {
            Tenant = "harbor", Actor = new AuditActor("iam:x/olivia", "olivia", "user"), Operation = "freezeUserCertificate", BlockchainId = "svc-1", Organization = "anchor",
            User = "alice", Request = request, RequestSha256 = "e",
        };

        await list.Store.UnclearAsync(FreezeTarget.Recorded(call), Now, default);

        Assert.Equal("serial-200", Assert.Single(await list.ListAsync("&state=unclear")).Serial);
    }

    [Fact]
    public async Task One_certificate_stays_one_however_often_and_at_once_it_is_downloaded()
    {
        await using var list = await StartAsync();

        await Together.AllAsync(Enumerable.Range(0, 8).Select(i => list.Store.HandedOutAsync(
            Handed("Admin", Facts(100)) with { By = $"person-{i}", Reason = "Rotation\u0000 of keys" }, default)));

        var certificate = Assert.Single(await list.ListAsync(""));
        Assert.Equal((8, "Rotation of keys"), (certificate.Version, certificate.Reason));
        Assert.Equal(certificate, await list.Http.GetFromJsonAsync<CertificateDto>($"/api/certificates/{certificate.Id}?tenant=harbor"));
    }

    [Fact]
    public async Task Certificates_of_a_deleted_service_are_told_apart_and_in_no_stage()
    {
        await using var list = await StartAsync();
        await list.Host.QueryAsync(async db =>
        {
            var service = ServiceSnapshot.Listed("harbor", "svc-1", "trade", Now);
            db.Add(service);
            return await db.SaveChangesAsync();
        });
        await list.HandOutAsync("alice", 3);
        Assert.Equal(("trade", "active"), ((await list.ListAsync("&stage=7")).Single().BlockchainName, (await list.ListAsync("")).Single().State));

        await list.Host.QueryAsync(async db =>
        {
            db.Set<ServiceSnapshot>().Single().NoteGone();
            return await db.SaveChangesAsync();
        });

        Assert.Equal("gone", Assert.Single(await list.ListAsync("")).State);
        Assert.Equal(["alice"], await list.UsersAsync("&state=gone"));
        Assert.Empty(await list.ListAsync("&stage=7"));
        Assert.All((await list.Http.GetFromJsonAsync<CertificateCalendarDto>("/api/certificates/calendar?tenant=harbor"))!.Stages, s => Assert.Equal(0, s.Count));
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
        await using var list = await StartAsync();
        using var http = list.Host.Browser(session);

        using var answer = await http.GetAsync(new Uri("/api/certificates" + query, UriKind.Relative));

        Assert.Equal((status, code), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<Problem>())!.Code));
    }

    private async Task<CertificateListHost> StartAsync(string provider = "Sqlite") => await CertificateListHost.StartAsync(await AuditDatabase.CreateAsync(provider, postgres));

    private static FreezeTarget Target(string user, string? serial) => new("harbor", "svc-1", "anchor", user, serial);
}
