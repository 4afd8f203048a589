using System.Diagnostics;
using System.Globalization;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>The whole product, started by its own one command on free ports with an empty data folder.</summary>
internal sealed class RunningPortal : IAsyncDisposable
{
    private readonly ProcessHost _starter;
    private readonly string _data;

    private RunningPortal(ProcessHost starter, string data, Uri address, TimeSpan untilReady)
    {
        _starter = starter;
        _data = data;
        Address = address;
        UntilReady = untilReady;
    }

    public Uri Address { get; }

    /// <summary>From the command to its line "ready".</summary>
    public TimeSpan UntilReady { get; }

    /// <summary>Starts it the way a person does, through <c>dotnet run</c> and its check whether anything must be built.</summary>
    /// <param name="more">Further settings of its environment.</param>
    public static async Task<RunningPortal> StartAsync(IReadOnlyDictionary<string, string?>? more = null)
    {
        var port = FreePort.Next();
        var data = Repo.PathOf("artifacts", "bench", "data-" + port.ToString(CultureInfo.InvariantCulture));
        var environment = new Dictionary<string, string?>
        {
            ["PORTAL_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["SANDBOX_PORT"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["UI_PORT"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["PORTAL_DATA"] = data,
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string?>())
        {
            environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        var starter = ProcessHost.StartCommand("dotnet", ["run", "-c", Repo.Configuration, "--project", Repo.PathOf("src", "Portal.AppHost")], environment, Repo.Root);
        await starter.WaitForOutputAsync("ready http", WaitLimit.Longer(TimeSpan.FromMinutes(3), "it is built first"));
        return new RunningPortal(starter, data, new Uri($"http://localhost:{port}"), watch.Elapsed);
    }

    /// <summary>Process ids of the three parts, by the name of their assembly.</summary>
    public IReadOnlyDictionary<string, int> Parts() => ProcessTree.PartsOf(_starter.Id);

    public async ValueTask DisposeAsync()
    {
        await _starter.StopAsync();
        await _starter.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
