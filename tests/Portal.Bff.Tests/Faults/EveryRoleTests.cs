using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

using Bcs.Api.Catalogue;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using Portal.Bff.Access;
using Portal.Bff.Features.Notifications;
using Portal.Bff.Identity;
using Portal.Bff.Live;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Problems;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Administration;
using Portal.Contracts.Audit;
using Portal.Contracts.Consortia;
using Portal.Contracts.Forms;
using Portal.Contracts.Notifications;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.Faults;

/// <summary>Every route of the BFF, asked by a person of the right tenant in each role, and in none. Whoever adds a route says here what it needs.</summary>
public sealed class EveryRoleTests(EveryRoleTests.QuietStack stack) : IClassFixture<EveryRoleTests.QuietStack>
{
    private const string Tenant = "harbor";
    private const string Mark = "create-service";

    /// <summary>What the portal's own routes need; null for those about the person, which show each their own.</summary>
    private static readonly Dictionary<string, BcsOperation?> Needed = new()
    {
        ["GET /api/drafts/create-service"] = BcsOperations.CreateService,
        ["PUT /api/drafts/create-service"] = BcsOperations.CreateService,
        ["DELETE /api/drafts/create-service"] = BcsOperations.CreateService,
        ["GET /api/templates/create-service"] = BcsOperations.CreateService,
        ["PUT /api/templates/create-service/create-service"] = BcsOperations.CreateService,
        ["DELETE /api/templates/create-service/create-service"] = BcsOperations.CreateService,
        ["GET /api/services"] = BcsOperations.ListServices,
        ["GET /api/services/create-service"] = BcsOperations.GetService,
        ["GET /api/operations"] = BcsOperations.ListOperationRecords,
        ["GET /api/operations/create-service"] = BcsOperations.ListOperationRecords,
        ["GET /api/alarms"] = BcsOperations.ListAlarms,
        ["GET /api/certificates"] = BcsOperations.DownloadCertificates,
        ["GET /api/certificates/create-service"] = BcsOperations.DownloadCertificates,
        ["GET /api/certificates/calendar"] = BcsOperations.DownloadCertificates,
        ["GET /api/consortia"] = BcsOperations.ListNotifications,
        ["POST /api/consortia/acceptances"] = BcsOperations.ProcessInvitation,
        ["DELETE /api/consortia/acceptances/create-service"] = BcsOperations.ProcessInvitation,
        ["GET /api/notifications"] = null,
        ["POST /api/notifications/read"] = null,
        ["GET /api/audit"] = null,
        ["GET /api/audit/create-service"] = null,
        ["GET /bff/user"] = null,
        ["GET /bff/sessions"] = null,
        ["DELETE /bff/sessions"] = null,
        ["DELETE /bff/sessions/create-service"] = null,
        ["POST /bff/signin/iam"] = null,
        ["POST /bff/signin/iam/renew"] = null,
        ["POST /bff/signout"] = null,
        ["GET /bff/signin"] = null,
        ["GET /bff/signin/oidc/create-service"] = null,
        ["POST /bff/backchannel-logout/create-service"] = null,
    };

    /// <summary>What is for administrators alone.</summary>
    private static readonly Dictionary<string, string> Administrative = new() { ["GET /api/administration"] = PortalActions.AdministrationRead };

    /// <summary>One route may need more than one thing: each form is its own.</summary>
    private static readonly Dictionary<string, BcsOperation> Further = new()
    {
        ["GET /api/drafts/attention"] = BcsOperations.ListServices,
        ["PUT /api/drafts/attention"] = BcsOperations.ListServices,
        ["DELETE /api/drafts/attention"] = BcsOperations.ListServices,
        ["PUT /api/templates/attention/mine"] = BcsOperations.ListServices,
        ["GET /api/consortia?fresh=true"] = BcsOperations.ListNotifications,
    };

    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["PUT /api/drafts/create-service"] = new SaveDraftRequest(new Dictionary<string, string> { ["name"] = "kept" }),
        ["PUT /api/drafts/attention"] = new SaveDraftRequest(new Dictionary<string, string> { ["later"] = "kept" }),
        ["PUT /api/templates/create-service/create-service"] = new SaveTemplateRequest(JsonSerializer.SerializeToElement(new { name = "kept" })),
        ["PUT /api/templates/attention/mine"] = new SaveTemplateRequest(JsonSerializer.SerializeToElement(new { name = "kept" })),
        ["POST /api/consortia/acceptances"] =
            new AcceptanceRequest { ChannelName = "trade", InvitorBcsId = "svc-1", ServiceName = "joining", Organizations = ["organization"] },
    };

    /// <summary>What is written whenever somebody asks, and what is nobody's.</summary>
    private static readonly string[] OfEveryRequest = ["audit_entries", "audit_records", "sessions"];

    [Fact]
    public void Table_covers_every_route_there_is()
    {
        // What stands for all addresses that do not exist.
        string[] nothing = ["GET /bff/create-service", "POST /bff/create-service", "GET /api/create-service", "POST /api/create-service", "GET /bcs/create-service", "POST /bcs/create-service"];
        var catalogue = BcsOperations.All.Select(o => $"{o.Method} /bcs/{Mark}{Regex.Replace(o.Template, @"\{[^}]*\}", Mark)}");

        Assert.Equal(
            Needed.Keys.Concat(Administrative.Keys).Concat(nothing).Concat(catalogue).Order(StringComparer.Ordinal),
            stack.Bff.Routes(Mark).Select(r => $"{r.Method} {r.Path.TrimEnd('/')}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ReadOnly")]
    [InlineData("Auditor")]
    [InlineData("Operator")]
    [InlineData("FullAccess")]
    [InlineData("TenantAdmin")]
    public async Task Role_without_the_action_is_refused_everywhere_and_leaves_no_trace_but_the_audits(string? role)
    {
        await GrantAsync("viewer", "ReadOnly");
        using var browser = await stack.Bff.SignInAsync(Tenant, "viewer");
        await GrantAsync("viewer", role);
        var session = await SessionAsync(browser);
        var own = Needed.Where(n => n.Value is not null).Concat(Further.Select(f => KeyValuePair.Create(f.Key, (BcsOperation?)f.Value)))
            .Select(n => (Request: n.Key, n.Value!.Action, May: May(role, n.Value)))
            .Concat(Administrative.Select(a => (Request: a.Key, Action: a.Value, May: role is "TenantAdmin"))).ToList();
        var asked = own.Concat(BcsOperations.All.Select(o => (
            Request: $"{o.Method} /bcs/{Tenant}{Regex.Replace(o.Template.Replace("{project_id}", browser.ProjectId, StringComparison.Ordinal), @"\{[^}]*\}", "x")}", o.Action, May: May(role, o)))).ToList();
        var (call, stored) = (await stack.Sandbox.LastCallAsync(), await StoredAsync());
        var wrong = new List<string>();
        var refused = asked.Where(a => !a.May).ToList();
        foreach (var (request, action, _) in refused)
        {
            using var answer = await SendAsync(browser, request);
            var problem = await answer.JsonAsync();
            var told = (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, problem.GetProperty("code").GetString(), Told(problem));
            wrong.AddRange(told == (HttpStatusCode.Forbidden, "application/problem+json", ProblemCodes.ActionDenied, action) ? [] : [$"{request}: {told}"]);
        }

        Assert.Empty(wrong);
        Assert.Empty(await stack.Sandbox.CallsAsync(call));
        Assert.Equal(stored, await StoredAsync());

        // Each refusal is in the audit.
        using var admin = await stack.Bff.SignInAsync(Tenant, "admin");
        var records = (await admin.Http.GetFromJsonAsync<Page<AuditRecordDto>>($"/api/audit?tenant={Tenant}&outcome=denied&actor=viewer&limit=200"))!.Items;
        Assert.Equal(
            refused.Select(r => r.Action).Order(StringComparer.Ordinal), records.Where(r => r.Session == session).Select(r => r.Action!).Order(StringComparer.Ordinal));

        // Under a name that the UI has words for.
        Assert.Empty(records.Select(r => r.Operation).Except(BcsOperations.All.Select(o => o.Id)).Except(AuditEvents.All));

        // And what the role has is not refused by the same requests.
        foreach (var (request, _, _) in own.Where(a => a.May))
        {
            // Nothing is read from the cloud here, and whoever asks for a thing of a list that was never read is told that.
            using var answer = await SendAsync(browser, request);
            var refusal = answer.StatusCode is HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError ? await answer.CodeAsync() : null;
            wrong.AddRange(refusal is null or ProblemCodes.NeverRead ? [] : [$"{request}: {answer.StatusCode} {refusal}"]);
        }

        Assert.Empty(wrong);

        // What administrators are told of the role is what was just tried.
        var roles = (await admin.Http.GetFromJsonAsync<AdministrationDto>($"{BffRoutes.Administration}?tenant={Tenant}"))!.Roles;
        Assert.Equal(asked.Where(a => a.May).Select(a => a.Action).ToHashSet().Order(StringComparer.Ordinal), (roles.SingleOrDefault(r => r.Name == role)?.Actions ?? []).Except([PortalActions.AuditRead, PortalActions.AuditExport]));
    }

    [Fact]
    public async Task Person_who_has_lost_every_role_learns_and_ends_nothing_of_others()
    {
        using var other = await stack.Bff.SignInAsync(Tenant, "operator");
        using var browser = await stack.Bff.SignInAsync(Tenant, "auditor");
        await stack.Bff.Services.GetRequiredService<Notices>().AddAsync(
            [
                .. new[] { EventGroups.Operations(Tenant), EventGroups.Person(Tenant, UserIds.Iam("harbor-logistics", "operator")), EventGroups.Person(Tenant, UserIds.Iam("harbor-logistics", "auditor")), EventGroups.Consortium(Tenant) }.Select((group, i) => new Notice
                {
                    Tenant = Tenant, Id = string.Create(CultureInfo.InvariantCulture, $"n-{i}"), Kind = NotificationKinds.OperationFailed, At = DateTimeOffset.UtcNow, Groups = [group], About = [],
                }),
            ],
            default);
        Assert.Equal(3, (await browser.Http.GetFromJsonAsync<NotificationPage>("/api/notifications?tenant=harbor"))!.Items.Count(n => n.Id.StartsWith("n-", StringComparison.Ordinal)));
        using var act = await other.SendAsync(HttpMethod.Put, "/api/templates/create-service/mine?tenant=harbor", Bodies["PUT /api/templates/create-service/create-service"]);
        Assert.Equal(HttpStatusCode.OK, act.StatusCode);
        using var admin = await stack.Bff.SignInAsync(Tenant, "admin");
        var theirs = (await admin.Http.GetFromJsonAsync<Page<AuditRecordDto>>("/api/audit?tenant=harbor&actor=operator"))!.Items;
        Assert.NotEmpty(theirs);

        await GrantAsync("auditor", null);

        Assert.Empty((await browser.Http.GetFromJsonAsync<NotificationPage>("/api/notifications?tenant=harbor"))!.Items);
        (await browser.SendAsync(HttpMethod.Post, "/api/notifications/read?tenant=harbor", new NotificationsRead(["n-0", "n-1", "n-2", "n-3"]))).EnsureSuccessStatusCode();
        Assert.Equal(0, await QueryAsync(db => db.Set<NoticeRead>().CountAsync()));
        var mine = (await browser.Http.GetFromJsonAsync<Page<AuditRecordDto>>("/api/audit?tenant=harbor&limit=200"))!.Items;
        Assert.Equal(["auditor"], mine.Select(r => r.Actor.Name).Distinct());
        foreach (var record in theirs)
        {
            using var hidden = await browser.GetAsync($"/api/audit/{record.Id}?tenant=harbor");
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        }

        Assert.Empty((await browser.Http.GetFromJsonAsync<UserInfo>(BffRoutes.User))!.Tenants.SelectMany(t => t.Actions));
        Assert.Equal([await SessionAsync(browser)], (await browser.Http.GetFromJsonAsync<Page<SessionListItem>>(BffRoutes.Sessions))!.Items.Select(s => s.Id));
        using var ending = await browser.SendAsync(HttpMethod.Delete, $"{BffRoutes.Sessions}/{await SessionAsync(other)}");
        using var still = await other.GetAsync(BffRoutes.User);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (ending.StatusCode, still.StatusCode));
    }

    // What the roles are for, said without the code that decides it.
    private static bool May(string? role, BcsOperation operation) => role switch
    {
        "ReadOnly" or "Auditor" => operation.Class is OperationClass.Read,
        "Operator" => operation.Id != "deleteBcsService",
        "FullAccess" or "TenantAdmin" => true,
        _ => false,
    };

    private static string? Told(JsonElement problem) => problem.TryGetProperty("action", out var action) ? action.GetString() : null;

    private static Task<HttpResponseMessage> SendAsync(PortalBrowser browser, string request)
    {
        var (method, path) = (request[..request.IndexOf(' ', StringComparison.Ordinal)], request[(request.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var url = path.StartsWith(BffRoutes.Gateway, StringComparison.Ordinal) ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}tenant={Tenant}";
        return browser.SendAsync(new HttpMethod(method), url, Bodies.GetValueOrDefault(request) ?? (method is "POST" or "PUT" ? new { } : null));
    }

    private static async Task<string> SessionAsync(PortalBrowser browser) => (await browser.Http.GetFromJsonAsync<UserInfo>(BffRoutes.User))!.Session.Id;

    private async Task GrantAsync(string user, string? role)
    {
        var id = UserIds.Iam((await stack.Sandbox.DemoAsync()).Single(t => t.Tenant == Tenant).Domain, user);
        await QueryAsync(async db =>
        {
            db.RemoveRange(await db.Set<GrantRow>().Where(g => g.UserId == id).ToListAsync());
            await db.SaveChangesAsync();
            db.AddRange(role is null ? [] : [new GrantRow { TenantId = Tenant, UserId = id, Role = role }]);
            return await db.SaveChangesAsync();
        });
        stack.Bff.Services.GetRequiredService<IMemoryCache>().Remove((typeof(AccessEngine), id));
    }

    private async Task<T> QueryAsync<T>(Func<PortalDbContext, Task<T>> query)
    {
        await using var db = await stack.Bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await query(db);
    }

    /// <summary>Every row of the portal's tables, in words.</summary>
    private Task<Dictionary<string, string>> StoredAsync() => QueryAsync(async db =>
    {
        var stored = new Dictionary<string, string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct().Except(OfEveryRequest))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The name of a table comes from the model.
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                var row = new StringBuilder();
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    row.Append(CultureInfo.InvariantCulture, $"{(reader[column] is byte[] bytes ? Convert.ToHexString(bytes) : reader[column])}|");
                }

                rows.Add(row.ToString());
            }

            stored[table] = string.Join('\n', rows.Order(StringComparer.Ordinal));
        }

        return stored;
    });

    /// <summary>Nothing happens in the background: whatever reaches the cloud or the database was asked for.</summary>
    public sealed class QuietStack : IAsyncLifetime
    {
        public SandboxProcess Sandbox { get; private set; } = null!;

        public BffHost Bff { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Sandbox = await SandboxProcess.StartAsync(settings: [new("Sandbox__Scenario", "demo")]);
            Bff = await BffHost.StartAsync(Sandbox, settings: new() { ["Sessions:AttemptsPerMinute"] = "1000", ["Jobs:Run"] = "false" });
            Assert.DoesNotContain(Bff.Services.GetServices<IHostedService>(), s => s is JobWatch or SignalPump);
        }

        public async Task DisposeAsync()
        {
            await Bff.DisposeAsync();
            await Sandbox.DisposeAsync();
        }
    }
}
