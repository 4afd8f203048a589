using System.Text.Json;

using Portal.Testing;

namespace Portal.EndToEnd.Hosting;

/// <summary>Chromium and a running portal whose cloud holds the consortium of the scenario <c>demo</c>.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    /// <summary>The company that wants a reason for every download of keys.</summary>
    public const string TenantWithReasons = "sunrise";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The browser.</summary>
    public Chromium Chromium { get; } = new();

    /// <summary>The portal.</summary>
    public PortalProcesses Portal { get; private set; } = null!;

    /// <summary>The companies.</summary>
    public IReadOnlyList<SandboxTenant> Tenants { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await Chromium.InitializeAsync();
        Portal = await PortalProcesses.StartAsync(scenario: "demo", settings: new()
        {
            [$"Tenants:{TenantWithReasons}:RequireDownloadReason"] = "true",

            // A minute of the cloud's time, which runs ten times as fast.
            ["Certificates:TakesEffectWithin"] = "00:00:06",
        });
        Tenants = await Portal.Sandbox.DemoAsync();
    }

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        await Portal.DisposeAsync();
    }

    /// <summary>A company.</summary>
    public SandboxTenant Tenant(string id) => Tenants.Single(t => t.Tenant == id);

    /// <summary>Someone at a browser who has no mouse.</summary>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="lag">How far away they are, see <see cref="Chromium.OpenAsync"/>.</param>
    public Task<Person> OpenAsync(int width = 1440, TimeSpan lag = default) => Chromium.OpenAsync(Portal.Url, width, keysOnly: true, lag: lag);

    /// <summary>Waits until the portal knows a service, and until nothing goes on with it.</summary>
    /// <returns>Id of the service.</returns>
    public static async Task<string> QuietServiceAsync(Person person, string tenant, string name)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var answer = await person.SendAsync("GET", $"/api/services?tenant={tenant}&limit=200");
            var known = (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray().FirstOrDefault(s => s.GetProperty("name").GetString() == name);
            if (known.ValueKind is JsonValueKind.Object
                && known.GetProperty("detail") is { ValueKind: JsonValueKind.Object } detail
                && detail.GetProperty("basic_info") is var basic
                && basic.TryGetProperty("process_status", out var process) && string.IsNullOrEmpty(process.GetString()))
            {
                return known.GetProperty("id").GetString()!;
            }

            if (DateTimeOffset.UtcNow > until)
            {
                throw new TimeoutException($"The portal does not show {name} at rest: {known}");
            }

            await Task.Delay(250);
        }
    }
}
