using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Portal.Testing;

namespace Portal.Deployment.Tests.Starting;

/// <summary>The one command, as a person or a script uses it.</summary>
[SupportedOSPlatform("linux")]
public sealed class StarterTests : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly string _data = Path.Combine(Path.GetTempPath(), "portal-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly int _portal = FreePort.Next();
    private readonly List<ProcessHost> _started = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var process in _started)
        {
            await process.DisposeAsync();
        }

        if (Directory.Exists(_data))
        {
            await Eventually.TrueAsync(TryDelete, "the data folder to be free");
        }
    }

    [Fact]
    public async Task Start_prints_the_sign_ins_and_one_ready_line_and_a_signal_ends_all_parts()
    {
        var starter = Start();
        await starter.WaitForOutputAsync("ready http", StartLimit);
        var parts = ProcessTree.PartsOf(starter.Id);

        var lines = starter.Output.Split('\n');
        Assert.Equal($"ready http://localhost:{_portal}", Assert.Single(lines, l => l.StartsWith("ready", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["harbor-logistics", "operator", "Harbor-Operator-SBXSECRET-1", "Operator"]);
        Assert.DoesNotContain(lines, l => l.Contains("Credential", StringComparison.Ordinal));
        Assert.Equal(["Bcs.Sandbox", "Portal", "Portal.Bff"], parts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Http__KnownProxies__0=127.0.0.1", "Http__KnownProxies__1=::1"], EnvironmentOf(parts["Portal.Bff"]).Where(e => e.StartsWith("Http__KnownProxies__", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        Assert.Equal(0, await starter.StopAsync());
        Assert.All(parts.Values, id => Assert.False(ProcessTree.IsAlive(id)));
    }

    [Fact]
    public async Task Secrets_are_on_no_command_line_and_files_are_for_their_owner_only()
    {
        LeaveLooseFiles();
        var starter = Start();
        await starter.WaitForOutputAsync("ready http", StartLimit);

        Assert.DoesNotContain(ProcessTree.DescendantsOf(starter.Id).Values.SelectMany(c => c), a => a.Contains("SBXSECRET", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(_data, "sandbox", "state.json")), "the sandbox's state");
        Assert.Contains(Path.Combine(_data, "keys", "master.key"), Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories));
        Assert.All(Modes(), m => Assert.True(m.Mode == m.Wanted, $"{m.Path}: {m.Mode}"));
        Assert.All(Directory.GetFiles(Path.Combine(_data, "logs")), log => Assert.DoesNotContain("SBXSECRET", ReadShared(log), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Part_that_dies_is_named_with_its_last_lines_and_takes_the_others_down()
    {
        var starter = Start();
        await starter.WaitForOutputAsync("ready http", StartLimit);
        var parts = ProcessTree.PartsOf(starter.Id);

        using (var sandbox = System.Diagnostics.Process.GetProcessById(parts["Bcs.Sandbox"]))
        {
            sandbox.Kill();
        }

        Assert.Equal(1, await starter.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("sandbox stopped with exit code 137. Its last lines:", starter.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_data, "logs", "sandbox.log"), starter.Output, StringComparison.Ordinal);
        Assert.All(parts.Values, id => Assert.False(ProcessTree.IsAlive(id)));
    }

    [Fact]
    public async Task Parts_do_not_survive_a_killed_starter_and_the_next_start_finds_its_data_free()
    {
        var starter = Start();
        await starter.WaitForOutputAsync("ready http", StartLimit);
        var parts = ProcessTree.PartsOf(starter.Id);

        await starter.KillAsync();

        await Eventually.TrueAsync(() => !parts.Values.Any(ProcessTree.IsAlive), "the parts to end");
        var next = Start();
        await next.WaitForOutputAsync("ready http", StartLimit);
    }

    [Fact]
    public async Task Data_folder_in_use_by_another_start_is_refused()
    {
        Directory.CreateDirectory(_data);
        await using var other = new FileStream(Path.Combine(_data, ".running"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var starter = Start();

        Assert.Equal(2, await starter.WaitForExitAsync(StartLimit));
        Assert.Contains("PORTAL_DATA", starter.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PORTAL_PORT")]
    [InlineData("SANDBOX_PORT")]
    [InlineData("UI_PORT")]
    public async Task Port_in_use_is_named_with_the_variable_that_changes_it(string variable)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var starter = Start((variable, port));

        Assert.Equal(2, await starter.WaitForExitAsync(StartLimit));
        Assert.Contains($"Port {port} is in use", starter.Output, StringComparison.Ordinal);
        Assert.Contains($"{variable}=", starter.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data));
    }

    [Theory]
    [InlineData("UI_PORT", "http", "UI_PORT is \"http\"")]
    [InlineData("PORTAL_PORT", "70000", "PORTAL_PORT is \"70000\"")]
    [InlineData("SANDBOX_SPEED", "fast", "SANDBOX_SPEED is \"fast\"")]
    [InlineData("SANDBOX_SCENARIO", "chaos", "SANDBOX_SCENARIO is \"chaos\"")]
    public async Task Setting_that_makes_no_sense_is_refused_by_name(string variable, string value, string message)
    {
        var starter = Start((variable, value));

        Assert.Equal(2, await starter.WaitForExitAsync(StartLimit));
        Assert.Contains(message, starter.Output, StringComparison.Ordinal);
    }

    // Whatever was there before: everybody may read it.
    private void LeaveLooseFiles()
    {
        const UnixFileMode everybody = (UnixFileMode)0b111_111_111;
        foreach (var file in new[] { "logs/bff.log", "logs/ui.previous.log", "sandbox/state.json.tmp", "portal.db", "jobs.db" })
        {
            var path = Path.Combine(_data, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, everybody);
            File.WriteAllBytes(path, []);
            File.SetUnixFileMode(path, everybody);
            File.SetUnixFileMode(Path.GetDirectoryName(path)!, everybody);
        }
    }

    private List<(string Path, UnixFileMode Mode, UnixFileMode Wanted)> Modes()
    {
        const UnixFileMode forFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var modes = new List<(string, UnixFileMode, UnixFileMode)>();
        foreach (var path in Directory.EnumerateFileSystemEntries(_data, "*", SearchOption.AllDirectories).Prepend(_data))
        {
            try
            {
                modes.Add((path, File.GetUnixFileMode(path), Directory.Exists(path) ? forFiles | UnixFileMode.UserExecute : forFiles));
            }
            catch (FileNotFoundException)
            {
                // The sandbox's state was moved to its place in this moment.
            }
        }

        return modes;
    }

    private static string[] EnvironmentOf(int process) => File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/environ")).Split('\0');

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private ProcessHost Start(params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["PORTAL_PORT"] = _portal.ToString(CultureInfo.InvariantCulture),
            ["SANDBOX_PORT"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["UI_PORT"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["PORTAL_DATA"] = _data,
            ["SANDBOX_SPEED"] = null,
            ["SANDBOX_SCENARIO"] = null,
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var starter = ProcessHost.Start(Repo.Output("Portal.AppHost"), environment);
        _started.Add(starter);
        return starter;
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(_data, recursive: true);
            return true;
        }
        catch (IOException)
        {
            // A part that was killed with its starter may still be writing its last line.
            return false;
        }
    }
}
