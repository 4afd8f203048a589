using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Bff.Iam;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations.Outcomes;

/// <summary>The emulator with a company for each cell of the table, whose clock the test moves.</summary>
internal sealed class OutcomeWorld : ITenantClients, IAsyncDisposable
{
    private readonly SandboxProcess _sandbox;
    private readonly ConcurrentDictionary<string, (string Token, SandboxTenant Tenant)> _companies = new();

    private OutcomeWorld(SandboxProcess sandbox, IReadOnlyList<OutcomeCell> cells) => (_sandbox, Cells) = (sandbox, cells);

    public IReadOnlyList<OutcomeCell> Cells { get; }

    /// <summary>The companies about whose changes something is still to be found out: only these are visited.</summary>
    public IReadOnlyList<string> Open { get; set; } = [];

    /// <summary>Starts it, with everything that the changes need, in this dialect.</summary>
    public static async Task<OutcomeWorld> StartAsync(string dialect)
    {
        var cells = OutcomeTable.Rows.SelectMany(_ => OutcomeTable.Columns, (row, column) => (row, column))
            .Select((c, i) => new OutcomeCell(
                c.row, c.column, $"company-{i + 1:D3}",
                c.row.Operation == BcsOperations.ProcessInvitation || c.row.Operation == BcsOperations.ExitConsortium ? $"company-{i + 101:D3}" : null))
            .ToList();
        var sandbox = await SandboxProcess.StartAsync(speed: 0, settings:
        [
            new("Sandbox__Scenario", "large"), new("Sandbox__Large__Tenants", "200"), new("Sandbox__Large__Services", "1"), new("Sandbox__Large__Operations", "0"),
        ]);
        var world = new OutcomeWorld(sandbox, cells) { Open = [.. cells.Select(c => c.Tenant)] };
        await world.SignInAsync();
        await world.PrepareAsync();
        await sandbox.DialectAsync(dialect);
        await sandbox.FaultsAsync([.. cells.Where(c => c.Column is Happening.Hidden100 or Happening.Hidden600).Select(c => new
        {
            tenant = c.Tenant, recordsHiddenSeconds = c.Column is Happening.Hidden100 ? 100 : 600,
        })]);
        return world;
    }

    public Task AdvanceAsync(TimeSpan by) => _sandbox.AdvanceAsync(by);

    /// <summary>Sends a change as somebody outside the portal would, or as the gateway whose answer then is lost. It has to be taken.</summary>
    public async Task<JsonNode?> SendAsync(string tenant, Change change)
    {
        var (token, company) = _companies[tenant];
        using var request = new HttpRequestMessage(new HttpMethod(change.Method), $"/v2/{company.ProjectId}{change.Path}");
        request.Headers.Add("X-Auth-Token", token);
        request.Content = change.Body is null ? null : JsonContent.Create(change.Body);
        using var answer = await _sandbox.Http.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{tenant} {change.Method} {change.Path}: {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
        return body.Length > 0 && answer.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(body) : null;
    }

    public Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancellationToken) => Task.FromResult(Open);

    public Task<BcsClient?> ForAsync(string tenantId, CancellationToken cancellationToken)
    {
        var (token, company) = _companies[tenantId];
        var http = new HttpClient(new SharedHandler(_sandbox.Http)) { BaseAddress = _sandbox.Url };
        http.DefaultRequestHeaders.Add("X-Auth-Token", token);
        return Task.FromResult<BcsClient?>(new BcsClient(http, company.ProjectId, retry: BcsRetry.None));
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private async Task SignInAsync()
    {
        var demo = (await _sandbox.DemoAsync()).ToDictionary(t => t.Tenant);
        var used = Cells.SelectMany(c => new[] { c.Tenant, c.Partner }).OfType<string>();
        await Together.ForEachAsync(used, async id =>
        {
            var company = demo[id];
            using var answer = await _sandbox.Http.PostAsJsonAsync(
                "/v3/auth/tokens?nocatalog=true",
                new
                {
                    auth = new
                    {
                        identity = new { methods = new[] { "password" }, password = new { user = new { name = "admin", password = company.User("admin").Password, domain = new { name = company.Domain } } } },
                        scope = new { project = new { id = company.ProjectId } },
                    },
                });
            answer.EnsureSuccessStatusCode();
            _companies[id] = (answer.Headers.GetValues("X-Subject-Token").Single(), company);
        });
    }

    private async Task PrepareAsync()
    {
        await EachAsync(_ => true, async c =>
        {
            c.Project = _companies[c.Tenant].Tenant.ProjectId;
            c.Service = await CreateAsync(c.Tenant, c.Name);
            c.Second = c.Row.Operation == BcsOperations.DeleteService ? await CreateAsync(c.Tenant, c.Name + "-two") : null;
            if (c.Partner is { } partner)
            {
                (c.InvitorProject, c.InvitorDomain) = (_companies[partner].Tenant.ProjectId, _companies[partner].Tenant.Domain);
                c.Inviting = await CreateAsync(partner, c.InvitingName, "pact", "accord");
            }
        });
        await AdvanceAsync(TimeSpan.FromSeconds(300));
        await EachAsync(c => c.Row.Operation.Class is OperationClass.Async, c => SendAsync(c.Tenant, OutcomeTable.NewChannel(c, "hollow", "vacant")));
        await EachAsync(Freezes, async c =>
        {
            foreach (var user in (string[])["user01", "user04"])
            {
                await SendAsync(c.Tenant, OutcomeTable.Certificate(c, user) with { Body = new JsonObject { ["security_mode"] = true } });
                if (c.Row.Operation == BcsOperations.UnfreezeUserCertificate)
                {
                    await SendAsync(c.Tenant, OutcomeTable.Certificate(c, user, "/freeze"));
                }
            }
        });
        await EachAsync(c => c.Row.Operation == BcsOperations.DeleteInvitation, c => SendAsync(c.Tenant, OutcomeTable.Invite(c, "POST", "meridian-foods", "sunrise-bank")));
        await AdvanceAsync(TimeSpan.FromSeconds(300));
        await EachAsync(c => c.Partner is not null, InviteAsync);
        foreach (var channel in (string[])["pact", "accord"])
        {
            await EachAsync(c => c.Row.Operation == BcsOperations.ExitConsortium, c => SendAsync(c.Tenant, OutcomeTable.Accept(c, channel)));
            await AdvanceAsync(TimeSpan.FromSeconds(300));
        }
    }

    private async Task InviteAsync(OutcomeCell cell)
    {
        foreach (var channel in (string[])["pact", "accord"])
        {
            await SendAsync(cell.Partner!, new("POST", "/members/invitations", new JsonObject
            {
                ["bcs_id"] = cell.Inviting,
                ["channel_name"] = channel,
                ["invited_userinfo"] = new JsonArray(new JsonObject { ["invited_user"] = _companies[cell.Tenant].Tenant.Domain }),
            }));
        }

        var invitation = (await SendAsync(cell.Tenant, new("GET", "/notifications")))!["notifications"]![0]!;
        (cell.InvitorId, cell.DomainId) = ((string)invitation["invitor_info"]!["invitor_id"]!, (string)invitation["invitee_info"]!["invitee_id"]!);
    }

    private async Task<string> CreateAsync(string tenant, string name, params string[] channels) =>
        (string)(await SendAsync(tenant, OutcomeTable.Create(name, channels)))!["blockchain_id"]!;

    private Task EachAsync(Func<OutcomeCell, bool> which, Func<OutcomeCell, Task> prepare) =>
        Together.ForEachAsync(Cells.Where(which), prepare);

    private static bool Freezes(OutcomeCell cell) =>
        cell.Row.Operation == BcsOperations.FreezeUserCertificate || cell.Row.Operation == BcsOperations.UnfreezeUserCertificate;

    /// <summary>Connections of one client under the headers of many.</summary>
    private sealed class SharedHandler(HttpClient shared) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach (var header in request.Headers)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            return await shared.SendAsync(copy, cancellationToken);
        }
    }
}
