using System.Globalization;
using System.Runtime.InteropServices;

namespace Portal.AppHost;

/// <summary>Starts the parts in order, says when they are ready, and ends them together.</summary>
internal sealed class Starter(StartOptions options)
{
    private static readonly TimeSpan HealthLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    // The gateway's at the sandbox's provider, which listens on this machine only; marked as everything secret of the sandbox is.
    private const string ProviderSecret = "portal-SBXSECRET-1";

    private readonly List<Part> _parts = [];
    private readonly List<Task> _watches = [];
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs until a signal comes or a part ends; returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        options.RequireFreePorts();
        PrivateData.MakeFolder(options.Data, own: false);
        PrivateData.MakeFolder(options.Logs);
        using var owner = TakeDataFolder();
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        try
        {
            await Task.WhenAny(StartAndWaitAsync(stop.Token), _died.Task).Unwrap();
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            await stop.CancelAsync();
            await StopAsync();
        }

        void OnSignal(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private async Task StartAndWaitAsync(CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) });

        // The UI needs nothing of the others to start, so it comes up beside the sandbox; the gateway needs the sandbox's tenants.
        var sandbox = Add("sandbox", "Bcs.Sandbox", SandboxSettings());
        var ui = Add("ui", "Portal", UiSettings());
        await HealthyAsync(sandbox, options.Sandbox, "/health/live");
        var tenants = await DemoTenant.ReadAsync(client, options.Sandbox, stop);
        var gateway = Add("bff", "Portal.Bff", GatewaySettings(tenants));
        await Task.WhenAll(HealthyAsync(gateway, options.Portal, "/health/ready"), HealthyAsync(ui, options.Ui, "/health/live"));

        PrintSignIns(tenants);
        Console.WriteLine($"ready {options.Portal.GetLeftPart(UriPartial.Authority)}");
        await Task.Delay(Timeout.Infinite, stop);

        Task HealthyAsync(Part part, Uri address, string path) => part.WaitForHealthAsync(client, new Uri(address, path), HealthLimit, stop);
    }

    private Part Add(string name, string project, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var part = Part.Start(name, project, settings, options);
        _parts.Add(part);
        _watches.Add(WatchAsync(part));
        return part;
    }

    private async Task WatchAsync(Part part) => _died.TrySetException(new StartException(await part.WaitForExitAsync(), StartException.PartFailed));

    private async Task StopAsync()
    {
        // The sandbox last: a call that the gateway has in flight can still be answered.
        await Task.WhenAll(_parts.Where(p => p.Name != "sandbox").Select(p => p.StopAsync(StopLimit)));
        await Task.WhenAll(_parts.Select(p => p.StopAsync(StopLimit)));
        await Task.WhenAll(_watches);
        _parts.ForEach(p => p.Dispose());
    }

    private FileStream TakeDataFolder()
    {
        var file = Path.Combine(options.Data, ".running");
        try
        {
            return PrivateData.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new StartException(
                $"Another start uses the data folder {options.Data}. Stop it, or choose another folder with {StartOptions.DataVariable}.", StartException.BadInput);
        }
    }

    private Dictionary<string, string?> SandboxSettings()
    {
        // A folder of its own: what the cloud knows is no part of the portal's data.
        var folder = Path.Combine(options.Data, "sandbox");
        PrivateData.MakeFolder(folder);
        return new()
        {
            ["ASPNETCORE_URLS"] = options.Sandbox.AbsoluteUri,
            ["Sandbox__Speed"] = options.Speed,
            ["Sandbox__Scenario"] = options.Scenario,
            ["Sandbox__OpenId__ClientSecret"] = ProviderSecret,
            ["Sandbox__OpenId__BackchannelLogoutUri"] = new Uri(options.Portal, "/bff/backchannel-logout/" + DemoTenant.Provider).AbsoluteUri,
            ["Sandbox__StateFile"] = Path.Combine(folder, "state.json"),
        };
    }

    private Dictionary<string, string?> UiSettings() => new()
    {
        ["ASPNETCORE_URLS"] = options.Ui.AbsoluteUri,
        ["Bff__Address"] = options.Portal.AbsoluteUri,
    };

    private Dictionary<string, string?> GatewaySettings(IReadOnlyList<DemoTenant> tenants) => new(tenants.SelectMany(t => t.Settings(options.Sandbox)))
    {
        ["ASPNETCORE_URLS"] = options.Portal.AbsoluteUri,
        ["Ui__Address"] = options.Ui.AbsoluteUri,

        // The UI host, which says whose request it is answering. It is on this machine, under either name of it.
        ["Http__KnownProxies__0"] = "127.0.0.1",
        ["Http__KnownProxies__1"] = "::1",
        ["Database__Provider"] = "Sqlite",
        ["ConnectionStrings__Portal"] = $"Data Source={Path.Combine(options.Data, "portal.db")}",
        ["ConnectionStrings__Jobs"] = $"Data Source={Path.Combine(options.Data, "jobs.db")}",
        ["Keys__MasterFile"] = Path.Combine(options.Data, "keys", "master.key"),
        ["Keys__Create"] = "true",

        // The sandbox's own provider of single sign-on.
        [$"Oidc__{DemoTenant.Provider}__Authority"] = new Uri(options.Sandbox, "/oidc").AbsoluteUri,
        [$"Oidc__{DemoTenant.Provider}__ClientId"] = "portal",
        [$"Oidc__{DemoTenant.Provider}__ClientSecret"] = ProviderSecret,
        [$"Oidc__{DemoTenant.Provider}__DisplayName"] = "Sandbox",

        // The minute that freezing takes is one of the sandbox's, whose time runs faster.
        ["Certificates__TakesEffectWithin"] = options.SimulatedMinute.ToString("c", CultureInfo.InvariantCulture),
    };

    private static void PrintSignIns(IReadOnlyList<DemoTenant> tenants)
    {
        var rows = tenants.SelectMany(t => t.People.Select(u => (string[])[t.Domain, u.Name, u.Password, u.Role])
            .Concat(t.SingleSignOn.Select(p => (string[])["single sign-on", p.Login, p.Password, p.Role]))).Prepend(["domain", "user", "password", "role"]).ToArray();
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(r => r[column].Length)).ToArray();
        foreach (var row in rows)
        {
            Console.WriteLine("  " + string.Join("  ", row.Zip(widths, (text, width) => text.PadRight(width))).TrimEnd());
        }
    }
}
