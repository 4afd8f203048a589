using System.Globalization;

using Portal.Testing;

namespace Portal.Bff.Tests.Hosting;

/// <summary>Ports of processes that tests start, end and start again.</summary>
public sealed class FreePortTests
{
    private const string Range = "/proc/sys/net/ipv4/ip_local_port_range";

    [Fact]
    public void Port_is_one_test_process_s_and_none_that_the_system_gives_away()
    {
        int[] ports = [.. Enumerable.Range(0, 50).Select(_ => FreePort.Next())];

        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.All(ports, port => Assert.True(FreePort.IsTaken(port)));
        if (File.Exists(Range))
        {
            var first = int.Parse(File.ReadAllText(Range).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
            Assert.All(ports, port => Assert.True(port < first, $"{port} may be given to anybody from {first} on."));
        }
    }
}
