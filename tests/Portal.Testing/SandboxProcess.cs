using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Testing;

/// <summary>
/// The cloud's emulator as a process of its own on a free port. The test project builds it with a
/// <c>ProjectReference</c> with <c>ReferenceOutputAssembly="false"</c>.
/// </summary>
public sealed class SandboxProcess : IAsyncDisposable
{
    private readonly ProcessHost _process;
    private readonly HttpClient _http;

    private SandboxProcess(ProcessHost process, Uri url)
    {
        _process = process;
        Url = url;
        _http = new HttpClient { BaseAddress = url };
    }

    /// <summary>Base address, for IAM and BCS alike.</summary>
    public Uri Url { get; }

    /// <summary>The process: its output, and ways to stop it.</summary>
    public ProcessHost Process => _process;

    /// <summary>Plain client of the emulator, without a token.</summary>
    public HttpClient Http => _http;

    /// <summary>Starts the emulator and waits until it answers.</summary>
    /// <param name="speed">Simulated seconds per real second; 0 holds the clock, which <see cref="AdvanceAsync"/> then moves.</param>
    /// <param name="stateFile">File that carries its state across restarts.</param>
    /// <param name="port">Port to listen on; 0 takes a free one.</param>
    /// <param name="settings">Further configuration keys, such as <c>Sandbox__Seed</c>.</param>
    public static async Task<SandboxProcess> StartAsync(
        double speed = 10, string? stateFile = null, int port = 0, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var url = new Uri(FormattableString.Invariant($"http://127.0.0.1:{(port == 0 ? FreePort.Next() : port)}"));
        var process = ProcessHost.Start(
            Repo.Output("Bcs.Sandbox"),
            [
                new("ASPNETCORE_URLS", url.ToString()),
                new("Sandbox__Speed", speed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new("Sandbox__StateFile", stateFile),
                .. settings ?? [],
            ]);
        await process.WaitForHealthAsync(new Uri(url, "/sandbox/health"));
        return new SandboxProcess(process, url);
    }

    /// <summary>The demo tenants and their users.</summary>
    public async Task<IReadOnlyList<SandboxTenant>> DemoAsync() =>
        (await _http.GetFromJsonAsync<List<SandboxTenant>>("/sandbox/demo", JsonSerializerOptions.Web))!;

    /// <summary>The calls received after a number, oldest first.</summary>
    public async Task<IReadOnlyList<SandboxCall>> CallsAsync(long since = 0) =>
        (await _http.GetFromJsonAsync<List<SandboxCall>>(FormattableString.Invariant($"/sandbox/calls?since={since}"), JsonSerializerOptions.Web))!;

    /// <summary>Number of the last call received, to pass to <see cref="CallsAsync"/> later.</summary>
    public async Task<long> LastCallAsync() => (await CallsAsync()) is [.., var last] ? last.Seq : 0;

    /// <summary>Moves the simulated clock ahead.</summary>
    public Task AdvanceAsync(TimeSpan by) => PutAsync("/sandbox/clock", new { advanceSeconds = by.TotalSeconds });

    /// <summary>Sets how fast the simulated clock runs.</summary>
    /// <param name="speed">Simulated seconds per real second.</param>
    public Task SetSpeedAsync(double speed) => PutAsync("/sandbox/clock", new { speed });

    /// <summary>Replaces the fault rules; without arguments there are none.</summary>
    /// <param name="rules">Objects of the form that <c>docs/sandbox.md</c> describes.</param>
    public Task FaultsAsync(params object[] rules) => PutAsync("/sandbox/faults", rules);

    /// <summary>Locks or disables a user, or gives the user another password, which revokes the user's tokens.</summary>
    public Task UserAsync(string domain, string user, bool? locked = null, bool? disabled = null, string? password = null) =>
        PutAsync($"/sandbox/users/{domain}/{user}", new { locked, disabled, password });

    /// <summary>Adds finished operations of the past to a tenant.</summary>
    public Task AddFinishedOperationsAsync(string tenant, int count) => PostAsync("/sandbox/bulk", new { tenant, finishedOperations = count });

    /// <summary>Lets something go wrong with a service.</summary>
    /// <param name="incident">Object of the form that <c>docs/sandbox.md</c> describes.</param>
    /// <returns>Id of the incident.</returns>
    public async Task<string> IncidentAsync(object incident)
    {
        using var answer = await _http.PostAsJsonAsync("/sandbox/incidents", incident, JsonSerializerOptions.Web);
        await EnsureAsync(answer);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
    }

    /// <summary>Takes an incident away, as if it had never been.</summary>
    public async Task EndIncidentAsync(string id)
    {
        using var answer = await _http.DeleteAsync($"/sandbox/incidents/{id}");
        await EnsureAsync(answer);
    }

    /// <summary>Goes back to the start; tokens stay valid.</summary>
    public Task ResetAsync() => PostAsync("/sandbox/reset", new JsonObject());

    /// <summary>Gets a project token as a client of IAM would.</summary>
    /// <param name="tenant">Tenant id, such as <c>harbor</c>.</param>
    /// <param name="user">User name.</param>
    public async Task<(string Token, string ProjectId)> TokenAsync(string tenant = "harbor", string user = "operator")
    {
        var demo = (await DemoAsync()).Single(t => t.Tenant == tenant);
        using var answer = await _http.PostAsJsonAsync("/v3/auth/tokens?nocatalog=true", new
        {
            auth = new
            {
                identity = new
                {
                    methods = new[] { "password" },
                    password = new { user = new { name = user, password = demo.User(user).Password, domain = new { name = demo.Domain } } },
                },
                scope = new { project = new { id = demo.ProjectId } },
            },
        });
        answer.EnsureSuccessStatusCode();
        return (answer.Headers.GetValues("X-Subject-Token").Single(), demo.ProjectId);
    }

    /// <summary>Whose form answers have from now on: <c>live</c> or <c>reference</c>.</summary>
    public Task DialectAsync(string dialect) => PutAsync("/sandbox/dialect", new { dialect });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task PutAsync(string path, object body)
    {
        using var answer = await _http.PutAsJsonAsync(path, body, JsonSerializerOptions.Web);
        await EnsureAsync(answer);
    }

    private async Task PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, JsonSerializerOptions.Web);
        await EnsureAsync(answer);
    }

    private static async Task EnsureAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
