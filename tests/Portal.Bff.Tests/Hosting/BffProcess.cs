using Portal.Testing;

namespace Portal.Bff.Tests.Hosting;

/// <summary>The BFF as a process of its own, to be killed.</summary>
public sealed class BffProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;

    private BffProcess(SandboxProcess sandbox, Dictionary<string, string?> settings, Uri url)
    {
        Sandbox = sandbox;
        _settings = settings;
        Url = url;
    }

    /// <summary>The cloud behind it.</summary>
    public SandboxProcess Sandbox { get; }

    /// <summary>Its address, the same after each start.</summary>
    public Uri Url { get; }

    /// <summary>The process.</summary>
    public ProcessHost Process { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    public static async Task<BffProcess> StartAsync(SandboxProcess sandbox, string folder, string? postgres = null)
    {
        var settings = await PortalSettings.ForAsync(sandbox, folder, postgres);
        settings["Sessions:AttemptsPerMinute"] = "1000";
        var bff = new BffProcess(sandbox, settings, new Uri(FormattableString.Invariant($"http://127.0.0.1:{FreePort.Next()}")));
        await bff.StartAsync();
        return bff;
    }

    /// <summary>Starts it, again if need be.</summary>
    public async Task StartAsync()
    {
        Process = ProcessHost.Start(Repo.Output("Portal.Bff"), [.. _settings.AsEnvironment(), new("ASPNETCORE_URLS", Url.ToString())]);
        await Process.WaitForHealthAsync(new Uri(Url, "/health/ready"));
    }

    /// <summary>A browser that has signed in as a demo user.</summary>
    public async Task<PortalBrowser> SignInAsync(string tenant = "harbor", string user = "operator")
    {
        var demo = (await Sandbox.DemoAsync()).Single(t => t.Tenant == tenant);
        var browser = new PortalBrowser(Url) { Tenant = tenant, ProjectId = demo.ProjectId };
        using var answer = await browser.SignInAsync(demo.Domain, user, demo.User(user).Password);
        answer.EnsureSuccessStatusCode();
        return browser;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
