using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Portal.AppHost;

/// <summary>One of the processes that make up the portal.</summary>
internal sealed partial class Part : IDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan HealthPause = TimeSpan.FromMilliseconds(25);

    private readonly Process _process;
    private readonly PartOutput _output;
    private readonly Task _reading;

    private Part(string name, Process process, PartOutput output)
    {
        Name = name;
        _process = process;
        _output = output;
        process.Start();
        _reading = Task.WhenAll(output.ReadAsync(process.StandardOutput, isError: false), output.ReadAsync(process.StandardError, isError: true));
    }

    /// <summary>Short name: also that of the log file.</summary>
    public string Name { get; }

    /// <summary>Starts a project's assembly.</summary>
    /// <param name="name">Short name for messages and the log file.</param>
    /// <param name="project">Project name under <c>src</c>.</param>
    /// <param name="settings">Its configuration, handed over as environment variables: a command line can be read by every user of the machine.</param>
    /// <param name="options">Where logs go and how much is shown.</param>
    public static Part Start(string name, string project, IEnumerable<KeyValuePair<string, string?>> settings, StartOptions options)
    {
        var assembly = Checkout.Assembly(project);
        var start = new ProcessStartInfo(Checkout.DotNet, [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";

        // Starts a quarter faster; what it costs, the last tenth of steady speed, is not what a start on a laptop is about.
        start.Environment["DOTNET_TieredPGO"] = Environment.GetEnvironmentVariable("DOTNET_TieredPGO") ?? "0";
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Part).Assembly.Location;
        start.Environment["NO_PROXY"] = string.Join(',', "localhost", "127.0.0.1", Environment.GetEnvironmentVariable("NO_PROXY")).TrimEnd(',');
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return new Part(name, new Process { StartInfo = start }, new PartOutput(name, options));
    }

    /// <summary>Waits until the part says that it is healthy.</summary>
    public async Task WaitForHealthAsync(HttpClient client, Uri health, TimeSpan limit, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        while (!await IsHealthyAsync(client, health, stop))
        {
            if (watch.Elapsed > limit)
            {
                throw new StartException($"{Name} was not healthy after {limit.TotalSeconds:0} s ({health}). {_output.Tail()}", StartException.PartFailed);
            }

            await Task.Delay(HealthPause, stop);
        }
    }

    /// <summary>Ends when the process ends, with the words to tell it.</summary>
    public async Task<string> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return $"{Name} stopped with exit code {_process.ExitCode}. {_output.Tail()}";
    }

    /// <summary>Asks it to stop, and ends it when it has not done so in time.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        if (!_process.HasExited)
        {
            Terminate();
            using var patience = new CancellationTokenSource(limit);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Dispose();
        _output.Dispose();
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, Uri health, CancellationToken stop)
    {
        if (!await ListensAsync(health.Port))
        {
            return false;
        }

        try
        {
            using var answer = await client.GetAsync(health, stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Whether a port takes connections. Unlike a refused request, which is an exception each time, asking costs next to nothing.</summary>
    private static async Task<bool> ListensAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var attempt = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        var done = new TaskCompletionSource();
        attempt.Completed += (_, _) => done.SetResult();
        if (socket.ConnectAsync(attempt))
        {
            await done.Task;
        }

        return attempt.SocketError == SocketError.Success;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private void Terminate()
    {
        if (OperatingSystem.IsWindows())
        {
            // There is no polite signal for a console process without a window.
            _process.Kill(entireProcessTree: true);
        }
        else
        {
            _ = SendSignal(_process.Id, SigTerm);
        }
    }
}
