using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Testing;

/// <summary>
/// One part of the product, or any other .NET program, run as a process of its own: with environment variables, its output captured,
/// stopped politely or killed. It ends with the test host, even when that is killed.
/// </summary>
public sealed partial class ProcessHost : IAsyncDisposable
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private const int SigTerm = 15;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    // A machine that builds and tests at the same time takes its time over a first start.
    private static readonly TimeSpan HealthLimit = TimeSpan.FromMinutes(2);

    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private ProcessHost(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Exit code; only once it has ended (128 plus the signal's number when a signal ended it).</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it has written so far, standard output and standard error in the order of arrival.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Memory held by the process in bytes (resident set).</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts an assembly with the <c>dotnet</c> that runs the tests.</summary>
    /// <param name="assembly">Path of the .dll, see <see cref="Repo.Output"/>.</param>
    /// <param name="environment">Added to the test host's environment; a null value removes a variable.</param>
    /// <param name="arguments">Command line. No secrets: other users of the machine can read it.</param>
    /// <param name="workingFolder">Default: the folder of the assembly.</param>
    public static ProcessHost Start(
        string assembly,
        IEnumerable<KeyValuePair<string, string?>>? environment = null,
        IEnumerable<string>? arguments = null,
        string? workingFolder = null)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return StartCommand(
            dotnet,
            [assembly, .. arguments ?? []],
            [new("DOTNET_STARTUP_HOOKS", typeof(ProcessHost).Assembly.Location), .. environment ?? []],
            workingFolder ?? Path.GetDirectoryName(assembly)!);
    }

    /// <summary>Starts any command; unlike <see cref="Start"/> it does not end by itself when the test host is killed.</summary>
    /// <param name="command">Name or path of the program.</param>
    /// <param name="arguments">Command line. No secrets: other users of the machine can read it.</param>
    /// <param name="environment">Added to the test host's environment; a null value removes a variable.</param>
    /// <param name="workingFolder">Working folder.</param>
    public static ProcessHost StartCommand(
        string command,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string?>> environment,
        string workingFolder)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var host = new ProcessHost(new Process { StartInfo = start });
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Waits until an address answers with a success code.</summary>
    /// <param name="health">Asked again and again.</param>
    /// <param name="limit">Default: two minutes.</param>
    /// <exception cref="InvalidOperationException">The process ended first; the message holds its output.</exception>
    /// <exception cref="TimeoutException">No healthy answer in time; the message holds its output.</exception>
    public async Task WaitForHealthAsync(Uri health, WaitLimit? limit = null)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            await Eventually.TrueAsync(() => AnswersAsync(client, health), $"a healthy answer of {health}", limit ?? HealthLimit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{Output}", e);
        }
    }

    /// <summary>Waits until a line with this text has been written.</summary>
    /// <param name="text">Compared by ordinal.</param>
    /// <param name="limit">Default <see cref="Eventually.DefaultLimit"/>.</param>
    /// <exception cref="TimeoutException">The text did not come; the message holds the output.</exception>
    public async Task WaitForOutputAsync(string text, WaitLimit? limit = null)
    {
        try
        {
            await Eventually.TrueAsync(() => Output.Contains(text, StringComparison.Ordinal) || HasExited, $"\"{text}\" in the output", limit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{Output}", e);
        }

        if (HasExited)
        {
            // The last lines may arrive after the exit.
            await _process.WaitForExitAsync();
            if (!Output.Contains(text, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Ended with code {ExitCode} before it wrote \"{text}\":\n{Output}");
            }
        }
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM), waits, and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It did not stop within 30 s and was killed.</exception>
    public async Task<int> StopAsync()
    {
        Terminate();
        return await WaitForExitAsync(StopLimit);
    }

    /// <summary>Asks it to stop (SIGTERM) and does not wait.</summary>
    public void Terminate() => Signal(SigTerm);

    /// <summary>Stops its clock: the process keeps its connections and answers nothing until <see cref="Resume"/>.</summary>
    public void Pause() => Signal(SigStop);

    /// <summary>Lets it run on after <see cref="Pause"/>.</summary>
    public void Resume() => Signal(SigCont);

    /// <summary>Waits for it to end by itself and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It did not end in time and was killed.</exception>
    public async Task<int> WaitForExitAsync(WaitLimit limit)
    {
        using var cancel = new CancellationTokenSource(limit.Time);
        try
        {
            await _process.WaitForExitAsync(cancel.Token);
        }
        catch (OperationCanceledException e)
        {
            await KillAsync();
            throw new TimeoutException($"Process {Id} did not end within {limit.Time.TotalSeconds:0} s and was killed:\n{Output}", e);
        }

        return ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    private async Task<bool> AnswersAsync(HttpClient client, Uri health)
    {
        if (HasExited)
        {
            await _process.WaitForExitAsync();
            throw new InvalidOperationException($"Ended with code {ExitCode} before {health} answered:\n{Output}");
        }

        try
        {
            using var answer = await client.GetAsync(health);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited && SendSignal(_process.Id, signal) != 0 && !_process.HasExited)
        {
            throw new InvalidOperationException($"Signal {signal} to process {Id} failed: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
