using System.Globalization;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>
/// The gateway with all it does for a call (session, CSRF, policy, token, header lists, durable records) against YARP as it comes, in front of
/// the same upstream, in turns within one run: 64 connections, bodies of 1 KB, medians of the ratios of neighbouring rounds.
/// </summary>
internal static class GatewayMeasure
{
    private const int Connections = 64;
    private const int Rounds = 7;
    private const int WarmUpRounds = 12;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(4);
    private static readonly string Change = $$"""{"padding":"{{new string('x', 1010)}}"}""";

    public static async Task RunAsync()
    {
        Console.WriteLine("## Audited gateway against raw YARP");
        var folder = Repo.PathOf("artifacts", "bench", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        await using var sandbox = await SandboxProcess.StartAsync();
        var (upstreamAddress, upstream) = await StartSelfAsync("upstream");
        var (rawAddress, raw) = await StartSelfAsync("yarp", upstreamAddress.AbsoluteUri);
        await using var gateway = await BenchGateway.StartAsync(sandbox, upstreamAddress, folder);
        await using var ownUpstream = upstream;
        await using var ownRaw = raw;
        using var driver = new LoadDriver(Connections);

        var reads = new Comparison("read", () => new HttpRequestMessage(HttpMethod.Get, new Uri(rawAddress, gateway.ReadPath)), () => gateway.Request(HttpMethod.Get, gateway.ReadPath));
        var changes = new Comparison(
            "change",
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(rawAddress, gateway.ChangePath)) { Content = Json() },
            () => gateway.Request(HttpMethod.Post, gateway.ChangePath, Json()));
        await reads.WarmUpAsync(driver, raw, gateway.Process, Round);
        await changes.WarmUpAsync(driver, raw, gateway.Process, Round);
        var fsyncs = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            fsyncs.Add(Disk.FsyncsPerSecond(folder));
            await reads.RoundAsync(driver, raw, gateway.Process, Round);
            await changes.RoundAsync(driver, raw, gateway.Process, Round);
        }

        Console.WriteLine($"{Connections} connections, 1 KB, {Rounds} rounds of {Round.TotalSeconds:0} s in turns; the disk confirms {fsyncs.Spread("0")} small writes per second");
        Console.WriteLine("| call | raw YARP, calls/s | gateway, calls/s | ratio | raw CPU, µs/call | gateway CPU, µs/call |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        Console.WriteLine(reads.Row());
        Console.WriteLine(changes.Row());
        await gateway.Process.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static StringContent Json() => new(Change, System.Text.Encoding.UTF8, "application/json");

    private static async Task<(Uri Address, ProcessHost Process)> StartSelfAsync(params string[] arguments)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        var process = ProcessHost.Start(typeof(GatewayMeasure).Assembly.Location, [new("ASPNETCORE_URLS", address.AbsoluteUri)], arguments);
        await process.WaitForHealthAsync(new Uri(address, "/health/live"));
        return (address, process);
    }

    private sealed class Comparison(string name, Func<HttpRequestMessage> rawRequest, Func<HttpRequestMessage> gatewayRequest)
    {
        private readonly List<double> _raw = [];
        private readonly List<double> _gateway = [];
        private readonly List<double> _ratio = [];
        private readonly List<double> _rawCpu = [];
        private readonly List<double> _gatewayCpu = [];

        /// <summary>Until the runtime has compiled what is hot: the processor time of a call no longer falls.</summary>
        public async Task WarmUpAsync(LoadDriver driver, ProcessHost raw, ProcessHost gateway, TimeSpan duration)
        {
            await MeasureAsync(driver, raw, rawRequest, duration);
            var last = double.MaxValue;
            for (var round = 0; round < WarmUpRounds; round++)
            {
                var now = (await MeasureAsync(driver, gateway, gatewayRequest, duration)).Microseconds;
                if (round > 1 && now > last * 0.95)
                {
                    return;
                }

                last = now;
            }
        }

        public async Task RoundAsync(LoadDriver driver, ProcessHost raw, ProcessHost gateway, TimeSpan duration)
        {
            var first = await MeasureAsync(driver, raw, rawRequest, duration);
            var second = await MeasureAsync(driver, gateway, gatewayRequest, duration);
            _raw.Add(first.PerSecond);
            _gateway.Add(second.PerSecond);
            _ratio.Add(second.PerSecond / first.PerSecond);
            _rawCpu.Add(first.Microseconds);
            _gatewayCpu.Add(second.Microseconds);
        }

        public string Row() => $"| {name} | {_raw.Spread("0")} | {_gateway.Spread("0")} | {_ratio.Spread("0.00")} | {_rawCpu.Spread("0")} | {_gatewayCpu.Spread("0")} |";

        private static async Task<(double PerSecond, double Microseconds)> MeasureAsync(LoadDriver driver, ProcessHost process, Func<HttpRequestMessage> request, TimeSpan duration)
        {
            var before = process.ProcessorTime;
            var (perSecond, requests) = await driver.RunAsync(request, duration);
            return (perSecond, (process.ProcessorTime - before).TotalMicroseconds / requests);
        }
    }
}
