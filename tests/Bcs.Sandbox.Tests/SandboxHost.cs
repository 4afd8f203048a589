using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bcs.Sandbox.Tests;

/// <summary>The emulator inside the test process, on a free port, with a clock that only moves when told.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    // Made once: their passwords are hashed slowly on purpose.
    private static readonly List<TenantState> Demo = DemoTenants.Create();

    private readonly WebApplication _app;
    private readonly Dictionary<(string Tenant, string User), string> _tokens = [];

    private SandboxHost(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    /// <summary>Methods and templates of what control has, and whether it reads a body as JSON.</summary>
    internal IEnumerable<(string Method, string Template, bool HasBody)> ControlRoutes => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.StartsWith("/sandbox", StringComparison.Ordinal))
        .SelectMany(e => e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
            .Select(m => (m, e.RoutePattern.RawText!, e.Metadata.GetMetadata<IAcceptsMetadata>() is not null)));

    internal SandboxClock Clock => _app.Services.GetRequiredService<SandboxClock>();

    public static async Task<SandboxHost> StartAsync(params string[] settings)
    {
        var app = SandboxApplication.Build(["--urls=http://127.0.0.1:0", "--Sandbox:Speed=0", .. settings]);
        await app.StartAsync();
        return new SandboxHost(app);
    }

    public static string Project(string tenant = "harbor") => Demo.Single(t => t.Id == tenant).ProjectId;

    public static string Domain(string tenant = "harbor") => Demo.Single(t => t.Id == tenant).Domain;

    public static string DomainId(string tenant = "harbor") => Demo.Single(t => t.Id == tenant).DomainId;

    /// <summary>A token of a demo user; the same one for the same user.</summary>
    public async Task<string> TokenAsync(string tenant = "harbor", string user = "admin")
    {
        if (!_tokens.TryGetValue((tenant, user), out var token))
        {
            using var answer = await RequestTokenAsync(Some.TokenRequest(Domain(tenant), user, DemoTenants.Password(tenant, user)));
            answer.EnsureSuccessStatusCode();
            _tokens[(tenant, user)] = token = answer.Headers.GetValues("X-Subject-Token").Single();
        }

        return token;
    }

    public Task<HttpResponseMessage> RequestTokenAsync(JsonNode body, string query = "?nocatalog=true") =>
        Http.PostAsJsonAsync("/v3/auth/tokens" + query, body);

    /// <summary>Calls BCS below the project of the tenant.</summary>
    public async Task<HttpResponseMessage> SendAsync(string method, string path, object? body = null, string tenant = "harbor", string user = "admin")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v2/{Project(tenant)}{path}");
        request.Headers.Add("X-Auth-Token", await TokenAsync(tenant, user));
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        return await Http.SendAsync(request);
    }

    public async Task<(int Status, JsonNode? Body)> CallAsync(string method, string path, object? body = null, string tenant = "harbor", string user = "admin")
    {
        using var answer = await SendAsync(method, path, body, tenant, user);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Calls and expects status 200.</summary>
    public async Task<JsonNode> GetAsync(string path, string tenant = "harbor")
    {
        var (status, body) = await CallAsync("GET", path, null, tenant);
        Assert.True(status == 200, body?.ToJsonString());
        return body!;
    }

    /// <summary>Starts a creation and returns the ids of service and operation.</summary>
    public async Task<(string Service, string Operation)> CreateServiceAsync(string name = "bcs-test", string tenant = "harbor", Action<JsonObject>? change = null)
    {
        var request = Some.Service(name);
        change?.Invoke(request);
        var (status, body) = await CallAsync("POST", "/blockchains", request, tenant);
        Assert.True(status == 200, body?.ToJsonString());
        return (body!["blockchain_id"]!.GetValue<string>(), body["operation_id"]!.GetValue<string>());
    }

    /// <summary>Creates a service and lets it finish.</summary>
    public async Task<string> ReadyServiceAsync(string name = "bcs-test", string tenant = "harbor", Action<JsonObject>? change = null)
    {
        var (service, _) = await CreateServiceAsync(name, tenant, change);
        Advance(200);
        return service;
    }

    /// <summary>Makes a change, lets it finish, and returns the id of its operation.</summary>
    public async Task<string> ChangeAsync(string method, string path, object? body = null, string tenant = "harbor")
    {
        var (status, answer) = await CallAsync(method, path, body, tenant);
        Assert.True(status == 200, answer?.ToJsonString());
        var operation = answer!["operation_id"]!.GetValue<string>();
        Advance(100);
        Assert.Equal("finished", (await RecordAsync(operation, tenant))["operation_status"]!.GetValue<string>());
        return operation;
    }

    /// <summary>Creates a consortium service with one organisation of two peers and lets it finish.</summary>
    /// <param name="channel">Its channel.</param>
    public Task<string> UnionAsync(string name, string tenant, string organization, string channel, Action<JsonObject>? change = null) => ReadyServiceAsync(name, tenant, request =>
    {
        request["blockchain_type"] = "union";
        request["peer_orgs"] = new JsonArray(new JsonObject { ["name"] = organization, ["node_count"] = 2 });
        request["channels"] = new JsonArray(new JsonObject { ["name"] = channel, ["org_names"] = new JsonArray(organization) });
        change?.Invoke(request);
    });

    /// <summary>Invites tenants and expects that all were.</summary>
    public async Task InviteAsync(string service, string channel, string tenant, params string[] invited)
    {
        var (status, body) = await CallAsync("POST", "/members/invitations", Some.Invitation(service, channel, invited), tenant);
        Assert.True((status, body?["result"]?.GetValue<string>()) == (200, "success"), body?.ToJsonString());
    }

    /// <summary>Accepts an invitation and lets the operation finish.</summary>
    public async Task AcceptAsync(JsonObject acceptance, string tenant)
    {
        var (status, body) = await CallAsync("POST", "/notification/handle", acceptance, tenant);
        Assert.True((status, body?["result"]?.GetValue<string>()) == (200, "success"), body?.ToJsonString());
        Advance(100);
    }

    /// <summary>Notifications of a tenant.</summary>
    public async Task<List<JsonNode>> NotificationsAsync(string tenant) =>
        [.. (await GetAsync("/notifications", tenant))["notifications"]!.AsArray().Select(n => n!)];

    /// <summary>Members that a tenant sees.</summary>
    public async Task<List<JsonNode>> MembersAsync(string tenant) => [.. (await GetAsync("/members", tenant))["members"]!.AsArray().Select(n => n!)];

    public async Task<JsonNode> RecordAsync(string operation, string tenant = "harbor") =>
        (await GetAsync($"/operation/record?operation_id={operation}", tenant))["operation_records"]!.AsArray().Single()!;

    public void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public async Task FaultsAsync(params object[] rules)
    {
        using var answer = await Http.PutAsJsonAsync("/sandbox/faults", rules);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<List<JsonNode>> CallsAsync(long since = 0) =>
        [.. JsonSerializer.Deserialize<JsonArray>(await Http.GetStringAsync($"/sandbox/calls?since={since}"))!.Select(c => c!)];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
