using System.Text.Json;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Operations;
using Portal.Bff.Tests.Proxy;
using Portal.Contracts;
using Portal.Contracts.Consortia;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Testing;

namespace Portal.Bff.Tests.Faults;

/// <summary>A cloud whose names are markup, turn the text round or control a terminal, and whose ids are addresses.</summary>
public sealed class HostileNamesTests : IAsyncLifetime
{
    private static readonly string[] Names =
    [
        "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "harbor\u202Egnp.exe", "a\u0001\u001B[31mb\u0085\u2028c", "\"' onmouseover='alert(1)", "&lt;b&gt;{{7*7}}${7}",
    ];

    private static readonly string[] Ids = ["//evil.example", "javascript:alert(1)", "https://evil.example/?", "../../v3/auth/tokens", "/\\evil.example", "%2F%2Fevil.example#\"><img src=x>"];

    private readonly TemporaryFolder _folder = new();
    private readonly TenantCloud _world = new();
    private RecordingCloud _cloud = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        foreach (var (id, name) in Ids.Zip(Names))
        {
            _world.Service(id, name);
            _world.Record(id, "processing", DateTimeOffset.UtcNow, id, name, "99");
            _world.Notifications.Enqueue(new JsonObject
            {
                ["channel_name"] = name, ["status"] = "waiting",
                ["invitor_info"] = new JsonObject
                {
                    ["invitor_bcs_id"] = id, ["invitor_bcs_name"] = name, ["invitor_name"] = name, ["invitor_id"] = id, ["invitor_project_id"] = "another",
                },
                ["invitee_info"] = new JsonObject { ["invitee_name"] = "harbor-logistics", ["invitee_bcs_id"] = "" },
            });
        }

        _cloud = await RecordingCloud.StartAsync();
        _cloud.Answer = AnswerAsync;
        _bff = await BffHost.StartAsync(_cloud.Settings(_folder.Path, signs: true), _folder.Path);
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _cloud.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Names_are_told_as_they_are_but_never_as_markup_and_ids_lead_nowhere()
    {
        using var browser = await RecordingCloud.SignInAsync(_bff);

        var operations = await ReadAsync<Page<OperationDto>>(browser, "/api/operations?tenant=harbor&limit=200", p => p.Items.Count == Ids.Length);
        Assert.Equal(Ids.Zip(Names).Order(), operations.Items.Select(o => (o.Id, o.BlockchainName!)).Order());

        // What had ended before the portal looked is nobody's news.
        foreach (var (id, name) in Ids.Zip(Names))
        {
            _world.Record(id, "failed", DateTimeOffset.UtcNow, id, name, "99", message: $"BCS.4001049: {name}");
        }

        var services = await ReadAsync<ServicePage>(browser, "/api/services?tenant=harbor&limit=200", p => p.Items.Count == Ids.Length && p.Items.All(s => s.Detail is not null));
        Assert.Equal(Ids.Zip(Names).Order(), services.Items.Select(s => (s.Id, s.Name)).Order());
        var notices = await ReadAsync<NotificationPage>(browser, "/api/notifications?tenant=harbor&limit=200", p => p.Items.Count == Ids.Length * 2);
        Assert.Equal(Ids.Zip(Names).Order(), notices.Items.Where(n => n.Kind == NotificationKinds.OperationFailed).Select(n => (n.About["operationId"], n.About["service"])).Order());
        Assert.Equal(Names.Order(), notices.Items.Where(n => n.Kind == NotificationKinds.InvitationReceived).Select(n => n.About["party"]).Order());
        var consortium = await ReadAsync<ConsortiumDto>(browser, "/api/consortia?tenant=harbor", c => c.Invitations.Count == Ids.Length);
        Assert.Equal(Ids.Zip(Names), consortium.Invitations.Select(i => (i.InvitorInfo!.InvitorBcsId!, i.InvitorInfo.InvitorBcsName!)));

        // What passes through unread is no page either.
        using var passed = await browser.GetAsync(browser.Bcs("blockchains"));
        Held(passed);

        // Nor does an id lead the portal itself to another place of the cloud.
        Assert.All(_cloud.Calls, c => Assert.True(
            c.Target.StartsWith($"/v2/{RecordingCloud.ProjectId}/", StringComparison.Ordinal) || c.Target is "/v3/auth/tokens" || c.Target.StartsWith("/v3/auth/tokens?", StringComparison.Ordinal) || c.Target.StartsWith("/v3/projects", StringComparison.Ordinal),
            c.Target));
        Assert.All(_cloud.Calls, c => Assert.DoesNotContain("/../", c.Target, StringComparison.Ordinal));
        Assert.Contains(_cloud.Calls, c => c.Target.EndsWith("/blockchains/%2F%2Fevil.example", StringComparison.Ordinal));
    }

    private static async Task<T> ReadAsync<T>(PortalBrowser browser, string path, Func<T, bool> complete)
        where T : class
    {
        var (text, value) = await Eventually.GetAsync(
            async () =>
            {
                using var answer = await browser.GetAsync(path);
                answer.EnsureSuccessStatusCode();
                Held(answer);
                var read = await answer.Content.ReadAsStringAsync();
                var parsed = JsonSerializer.Deserialize<T>(read, JsonSerializerOptions.Web)!;
                return complete(parsed) ? Tuple.Create(read, parsed) : null;
            },
            path);

        // Safe even where somebody lets a terminal show it as it is.
        Assert.DoesNotContain(text, char.IsControl);
        return value;
    }

    private static void Held(HttpResponseMessage answer)
    {
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("default-src 'none';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // As it stood on the wire: ids hold what a path would be split or decoded at.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var parts = target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var query = context.Request.Query;
        var body = parts[2..] switch
        {
            ["operation", "record"] => _world.ListRecords(query["operation_id"], query["operation_status"], query["blockchain_id"], query["operation_type"]),
            ["blockchains"] => _world.ListServices(),
            ["blockchains", var id] => _world.Details.GetValueOrDefault(id)?.DeepClone().AsObject(),
            ["blockchains", _, "channels"] => new JsonObject { ["channels"] = new JsonArray() },
            ["notifications"] => new JsonObject { ["notifications"] = new JsonArray([.. _world.Notifications.Select(n => n.DeepClone())]) },
            ["members"] => new JsonObject { ["members"] = new JsonArray() },
            _ => null,
        };
        context.Response.StatusCode = body is null ? 400 : 200;
        await context.Response.WriteAsJsonAsync(body ?? new JsonObject { ["error_code"] = "BCS.4001011", ["error_msg"] = "gone" });
    }
}
