using Portal.Testing;

namespace Portal.EndToEnd.Hosting;

/// <summary>Sandbox, BFF and UI as the processes that a user starts, on free ports and a data folder of their own.</summary>
public sealed class PortalProcesses : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Dictionary<string, string?> _settings;
    private readonly Uri _uiUrl;

    private PortalProcesses(SandboxProcess sandbox, string folder, Dictionary<string, string?> settings, Uri url, Uri uiUrl, bool relayed)
    {
        Sandbox = sandbox;
        UiLine = relayed ? new Relay(url) : null;
        _folder = folder;
        _settings = settings;
        Url = url;
        _uiUrl = uiUrl;
    }

    /// <summary>The cloud.</summary>
    public SandboxProcess Sandbox { get; }

    /// <summary>The front door.</summary>
    public Uri Url { get; }

    /// <summary>The gateway's process.</summary>
    public ProcessHost Bff { get; private set; } = null!;

    /// <summary>The UI's process.</summary>
    public ProcessHost Ui { get; private set; } = null!;

    /// <summary>What lies between the UI and the gateway, if that was asked for: it notes what the UI requests.</summary>
    public Relay? UiLine { get; }

    /// <summary>Database and keys.</summary>
    public string Folder => _folder;

    /// <summary>Starts everything.</summary>
    /// <param name="speed">Simulated seconds per real second.</param>
    /// <param name="settings">Settings of the BFF beside the usual ones.</param>
    /// <param name="relayed">Puts <see cref="UiLine"/> between the UI and the gateway.</param>
    /// <param name="scenario">What the cloud starts with.</param>
    /// <param name="cloud">Settings of the emulator beside the usual ones.</param>
    /// <param name="only">The only company that the portal serves; null serves all.</param>
    public static async Task<PortalProcesses> StartAsync(
        double speed = 10, Dictionary<string, string?>? settings = null, bool relayed = false, string scenario = "empty",
        IEnumerable<KeyValuePair<string, string?>>? cloud = null, string? only = null)
    {
        var sandbox = await SandboxProcess.StartAsync(speed, settings: [new("Sandbox__Scenario", scenario), .. cloud ?? []]);
        var folder = Directory.CreateTempSubdirectory("portal-e2e").FullName;
        var url = Loopback(FreePort.Next());
        var uiUrl = Loopback(FreePort.Next());
        var all = await PortalSettings.ForAsync(sandbox, folder, only: only);
        all["Ui:Address"] = uiUrl.ToString();
        all["Http:KnownProxies:0"] = "127.0.0.1";
        all["Sessions:AttemptsPerMinute"] = "1000";

        // As the one command has it: the emulator's provider, and a group of people who have no account in the cloud.
        all["Oidc:sandbox:Authority"] = new Uri(sandbox.Url, "/oidc").ToString();
        all["Oidc:sandbox:ClientId"] = "portal";
        all["Oidc:sandbox:ClientSecret"] = "portal-SBXSECRET-1";
        all["Oidc:sandbox:DisplayName"] = "Sandbox";
        if (only is null or "harbor")
        {
            all["Tenants:harbor:Grants:90:Group"] = "group:sandbox:harbor-engineers";
            all["Tenants:harbor:Grants:90:Role"] = "Operator";
        }

        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        var portal = new PortalProcesses(sandbox, folder, all, url, uiUrl, relayed);
        await Together.AllAsync(portal.StartBffAsync(), portal.StartUiAsync());
        return portal;
    }

    /// <summary>Starts the BFF, again if need be, on the same port and folder.</summary>
    public async Task StartBffAsync()
    {
        Bff = ProcessHost.Start(Repo.Output("Portal.Bff"), [.. _settings.AsEnvironment(), new("ASPNETCORE_URLS", Url.ToString()), new("ASPNETCORE_ENVIRONMENT", "Development")]);
        await Bff.WaitForHealthAsync(new Uri(Url, "/health/ready"));
    }

    /// <summary>Starts the UI host, again if need be, on the same port.</summary>
    public async Task StartUiAsync()
    {
        Ui = ProcessHost.Start(
            Repo.Output("Portal"),
            [new("Bff__Address", (UiLine?.Url ?? Url).ToString()), new("ASPNETCORE_URLS", _uiUrl.ToString()), new("ASPNETCORE_ENVIRONMENT", "Development")]);
        await Ui.WaitForHealthAsync(new Uri(_uiUrl, "/health/live"));
    }

    public async ValueTask DisposeAsync()
    {
        await Ui.DisposeAsync();
        if (UiLine is not null)
        {
            await UiLine.DisposeAsync();
        }

        await Bff.DisposeAsync();
        await CallLedger.KeepAsync(Sandbox);
        await Sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Uri Loopback(int port) => new(FormattableString.Invariant($"http://127.0.0.1:{port}"));
}
