using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.AppHost;

/// <summary>What can be set about a start, all of it by environment variables.</summary>
internal sealed record StartOptions(int PortalPort, int SandboxPort, int UiPort, string Data, string Speed, string Scenario, bool Verbose)
{
    public const string PortalPortVariable = "PORTAL_PORT";
    public const string SandboxPortVariable = "SANDBOX_PORT";
    public const string UiPortVariable = "UI_PORT";
    public const string DataVariable = "PORTAL_DATA";
    public const string SpeedVariable = "SANDBOX_SPEED";
    public const string ScenarioVariable = "SANDBOX_SCENARIO";

    private static readonly string[] Scenarios = ["empty", "demo", "large"];

    /// <summary>Where people open the portal.</summary>
    public Uri Portal => new($"http://localhost:{PortalPort}");

    public Uri Sandbox => new($"http://127.0.0.1:{SandboxPort}");

    public Uri Ui => new($"http://127.0.0.1:{UiPort}");

    /// <summary>How long a minute of the sandbox takes.</summary>
    public TimeSpan SimulatedMinute =>
        double.Parse(Speed, CultureInfo.InvariantCulture) is var speed and > 0 ? TimeSpan.FromMinutes(1 / Math.Clamp(speed, 0.001, 60)) : TimeSpan.FromMinutes(1);

    public string Logs => Path.Combine(Data, "logs");

    public static StartOptions FromEnvironment(bool verbose)
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        return new StartOptions(
            ReadPort(PortalPortVariable, 5080),
            ReadPort(SandboxPortVariable, 5081),
            ReadPort(UiPortVariable, 5082),
            Path.GetFullPath(string.IsNullOrEmpty(data) ? Path.Combine(Checkout.Root, "data") : data),
            ReadSpeed(),
            ReadScenario(),
            verbose);
    }

    /// <summary>Fails with the variable's name when a port is taken or given twice.</summary>
    public void RequireFreePorts()
    {
        (string Variable, int Port)[] ports = [(PortalPortVariable, PortalPort), (SandboxPortVariable, SandboxPort), (UiPortVariable, UiPort)];
        foreach (var (variable, port) in ports)
        {
            if (ports.FirstOrDefault(p => p.Port == port && p.Variable != variable) is { Variable: { } other })
            {
                throw new StartException($"{variable} and {other} are both {port}. Give each its own port.", StartException.BadInput);
            }

            if (!IsFree(IPAddress.Loopback, port) || (Socket.OSSupportsIPv6 && !IsFree(IPAddress.IPv6Loopback, port)))
            {
                throw new StartException(
                    $"Port {port} is in use on this machine. Stop what listens there, or choose another port: {variable}={SuggestFree(ports)}",
                    StartException.BadInput);
            }
        }
    }

    private static int ReadPort(string variable, int standard)
    {
        var text = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(text))
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw new StartException($"{variable} is \"{text}\"; it must be a port from 1 to 65535.", StartException.BadInput);
    }

    private static string ReadSpeed()
    {
        var text = Environment.GetEnvironmentVariable(SpeedVariable);
        if (string.IsNullOrEmpty(text))
        {
            return "10";
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? text
            : throw new StartException($"{SpeedVariable} is \"{text}\"; it must be a number of simulated seconds per second, for example 60.", StartException.BadInput);
    }

    private static string ReadScenario() => Environment.GetEnvironmentVariable(ScenarioVariable) switch
    {
        null or "" => Scenarios[0],
        { } text when Scenarios.Contains(text) => text,
        { } text => throw new StartException($"{ScenarioVariable} is \"{text}\"; it must be one of {string.Join(", ", Scenarios)}.", StartException.BadInput),
    };

    private static bool IsFree(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            // An address that this machine does not have (IPv6 switched off) is not a port in use.
            return e.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }

    private static int SuggestFree((string Variable, int Port)[] taken) =>
        Enumerable.Range(5090, 1000).First(port => taken.All(p => p.Port != port) && IsFree(IPAddress.Loopback, port));
}
