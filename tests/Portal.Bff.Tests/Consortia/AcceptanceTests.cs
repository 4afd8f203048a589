using System.Text.Json.Nodes;

using Bcs.Api.Client;
using Bcs.Api.Consortium;

using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Features.Consortia;
using Portal.Bff.Identity;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Operations;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Consortia;
using Portal.Testing;

namespace Portal.Bff.Tests.Consortia;

/// <summary>Acceptances that are sent later, on bad days of the cloud.</summary>
[Collection(PostgresCollection.Name)]
public sealed class AcceptanceTests(PostgresFixture postgres)
{
    private const string Tenant = "sunrise";

    private static readonly ConsortiumNotification Invitation = new()
    {
        ChannelName = "trade", Status = "waiting", InvitorInfo = new() { InvitorBcsId = "svc-inviter" }, InviteeInfo = new(),
    };

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private readonly People _people = new() { Roles = ["Operator"] };

    [Theory]
    [InlineData(400, "BCS.4001020", 3, "BCS.4001020")]
    [InlineData(502, null, 1, ProblemCodes.OutcomeUnknown)]
    public async Task Cloud_that_stays_busy_or_unclear_is_asked_now_and_then_and_not_for_ever(int status, string? code, int sent, string ended)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(status, code);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        var acceptance = New();
        for (var second = 0; second < 60; second += 3)
        {
            await StepAsync(host, cloud, acceptance);
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        // While an unclear answer is being found out about, nothing is sent.
        Assert.Equal(sent, Sent(cloud));
        Assert.Equal(code is null ? AuditOutcomes.Pending : AuditOutcomes.Failed, (await host.Get<AuditReader>().FindAsync(Tenant, 1, null, default))?.Outcome);
        for (var hour = 0; hour < 7; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            await host.PollAsync();
            if (AcceptanceStatuses.IsOpen(acceptance.Status))
            {
                await StepAsync(host, cloud, acceptance);
            }
        }

        Assert.Equal((AcceptanceStatuses.Failed, ended), (acceptance.Status, acceptance.ErrorCode));
    }

    [Fact]
    public async Task Acceptance_that_could_not_be_sent_is_recorded_as_not_sent_and_sent_later()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(400, "BCS.4001020");
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        var line = new Line();
        using var http = new HttpClient(line) { BaseAddress = cloud.Url };
        var client = new BcsClient(http, Tenant, retry: BcsRetry.None);
        var runner = new AcceptanceRunner(host.Get<IAccessEngine>(), host.Get<IAuditLog>(), host.Get<IOperationTracker>(), _time);
        var acceptance = New();

        await runner.StepAsync(acceptance, [Invitation], _time.GetUtcNow(), client, Tenant, () => Task.CompletedTask, default);
        var (open, sent) = (AcceptanceStatuses.IsOpen(acceptance.Status), Sent(cloud));
        _time.Advance(TimeSpan.FromMinutes(1));
        line.Works = true;
        await runner.StepAsync(acceptance, [Invitation], _time.GetUtcNow(), client, Tenant, () => Task.CompletedTask, default);

        Assert.Equal((true, 0, 1), (open, sent, Sent(cloud)));
        await using var db = await host.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var outcomes = await db.Set<AuditRecordRow>().OrderBy(r => r.Seq).Select(r => new { r.Outcome, r.UpstreamCode }).ToListAsync();
        Assert.Equal([(AuditOutcomes.Failed, ProblemCodes.NotSent), (AuditOutcomes.Failed, "BCS.4001020")], outcomes.Select(o => (o.Outcome, o.UpstreamCode!)));
    }

    [Fact]
    public async Task Service_that_never_becomes_ready_ends_the_acceptance()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(200, null);
        cloud[Tenant].Service("svc-9", "joining", "IsCreating");
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        var acceptance = New();

        await StepAsync(host, cloud, acceptance);
        Assert.Equal(AcceptanceStatuses.Creating, acceptance.Status);
        _time.Advance(TimeSpan.FromHours(7));
        await StepAsync(host, cloud, acceptance);

        Assert.Equal((AcceptanceStatuses.Failed, ProblemCodes.ServiceNotNormal), (acceptance.Status, acceptance.ErrorCode));
        Assert.Equal(0, Sent(cloud));
    }

    [Fact]
    public async Task Person_who_may_no_longer_accept_is_refused_and_the_audit_says_so()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudAsync(200, null);
        _people.Roles = ["ReadOnly"];
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        var acceptance = New();

        await StepAsync(host, cloud, acceptance);

        Assert.Equal((AcceptanceStatuses.Failed, ProblemCodes.ActionDenied), (acceptance.Status, acceptance.ErrorCode));
        Assert.Equal(0, Sent(cloud));
        var recorded = await host.Get<AuditReader>().FindAsync(Tenant, 1, null, default);
        Assert.Equal((AuditOutcomes.Denied, "processInvitation"), (recorded?.Outcome, recorded?.Operation));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Acceptance_that_was_given_up_a_moment_ago_is_not_sent(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudAsync(200, null);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);
        await host.QueryAsync(db =>
        {
            db.Add(New());
            return db.SaveChangesAsync();
        });

        await host.QueryAsync(async db =>
        {
            var loaded = await db.Set<Acceptance>().SingleAsync();
            await host.QueryAsync(async other =>
            {
                (await other.Set<Acceptance>().SingleAsync()).End(AcceptanceStatuses.Cancelled, _time.GetUtcNow());
                return await other.SaveChangesAsync();
            });
            return await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => StepAsync(host, cloud, loaded, () => db.SaveChangesAsync()));
        });

        Assert.Equal(0, Sent(cloud));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task What_the_cloud_says_with_odd_characters_is_stored_all_the_same(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudAsync(400, "BCS.4001999\0");
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);

        var stored = await host.QueryAsync(async db =>
        {
            var acceptance = db.Add(New("Harbor\0\ud800 & Co")).Entity;
            await StepAsync(host, cloud, acceptance, () => db.SaveChangesAsync());
            await db.SaveChangesAsync();
            return await db.Set<Acceptance>().AsNoTracking().SingleAsync();
        });

        Assert.Equal(("Harbor\uFFFD\uFFFD & Co", "BCS.4001999\uFFFD", AcceptanceStatuses.Failed), (stored.InvitorName, stored.ErrorCode, stored.Status));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Several_that_were_open_for_one_invitation_become_one_when_the_database_is_brought_up_to_date(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync(Tenant);
        await using var host = await OperationsHost.StartAsync(database, cloud, _time, _people);

        var stored = await host.QueryAsync(async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("CertificatesAndReasons");

            // The class has a column that there was not then.
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE acceptances ADD \"UserGroups\" text");
            db.AddRange(New(), New(), New());
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE acceptances DROP COLUMN \"UserGroups\"");
            await db.Database.MigrateAsync();
            return await db.Set<Acceptance>().AsNoTracking().OrderBy(a => a.Id).Select(a => a.Status).ToListAsync();
        });

        Assert.Equal([AcceptanceStatuses.Creating, AcceptanceStatuses.Cancelled, AcceptanceStatuses.Cancelled], stored);
        await Assert.ThrowsAsync<DbUpdateException>(() => host.QueryAsync(db =>
        {
            db.Add(New());
            return db.SaveChangesAsync();
        }));
    }

    private static int Sent(CloudStub cloud) => cloud[Tenant].TakeCalls().Count(c => c.EndsWith("/notification/handle", StringComparison.Ordinal));

    private static async Task<CloudStub> CloudAsync(int status, string? code)
    {
        var cloud = await CloudStub.StartAsync(Tenant);
        cloud[Tenant].Service("svc-9", "joining");
        cloud[Tenant].Fault = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/notification/handle", StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.StatusCode = status;
            await context.Response.WriteAsJsonAsync(code is null ? new JsonObject() : new JsonObject { ["error_code"] = code, ["error_msg"] = "wait" });
            return true;
        };
        return cloud;
    }

    private static async Task StepAsync(OperationsHost host, CloudStub cloud, Acceptance acceptance, Func<Task>? save = null)
    {
        var runner = new AcceptanceRunner(host.Get<IAccessEngine>(), host.Get<IAuditLog>(), host.Get<IOperationTracker>(), host.Get<TimeProvider>());
        await runner.StepAsync(acceptance, [Invitation], host.Get<TimeProvider>().GetUtcNow(), (await cloud.ForAsync(Tenant, default))!, Tenant, save ?? (() => Task.CompletedTask), default);
    }

    private Acceptance New(string invitor = "Harbor") => Acceptance.Of(
        Tenant, new AcceptanceRequest { ChannelName = "trade", InvitorBcsId = "svc-inviter", ServiceName = "joining", Organizations = ["organization"] },
        invitor, new PortalSession("s-1", "iam:x/olivia", "olivia", "x", "iam", [Tenant]), _time.GetUtcNow());

    /// <summary>The way to the cloud, on which no answer to an invitation gets through while it does not work.</summary>
    private sealed class Line() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Works { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Works || !request.RequestUri!.AbsolutePath.EndsWith("/notification/handle", StringComparison.Ordinal)
                ? base.SendAsync(request, cancellationToken)
                : throw new HttpRequestException(HttpRequestError.SecureConnectionError);
    }
}
