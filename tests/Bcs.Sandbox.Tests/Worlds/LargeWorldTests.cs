using System.Diagnostics;

using Portal.Testing;

using Xunit.Abstractions;

namespace Bcs.Sandbox.Tests.Worlds;

/// <summary>Runs alone: what it measures would otherwise be the other tests.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class LargeWorldTests(ITestOutputHelper output)
{
    private const double Goal = 5;

    // What only an index that is missing would take.
    private const double Guard = 20 * Goal;
    private const int Samples = 60;

    [Fact]
    public async Task Lists_and_records_are_answered_in_time()
    {
        var full = TestSize.IsLong;
        await using var sandbox = await SandboxHost.StartAsync(full ? ["--Sandbox:Scenario=large"] : ["--Sandbox:Scenario=large", .. ScenarioTests.Small]);
        var services = (await sandbox.GetAsync("/blockchains"))["blockchains"]!.AsArray();
        var records = (await sandbox.GetAsync("/operation/record"))["operation_records"]!.AsArray();
        Assert.Equal(full ? (19, true) : (4, false), (services.Count, records.Count > 1_500));
        var id = services[0]!["id"]!.GetValue<string>();
        string[] paths =
        [
            "/blockchains", $"/blockchains/{id}", $"/blockchains/{id}/channels", $"/blockchains/{id}/nodes", "/notifications", "/members", "/operation/record",
            $"/operation/record?operation_id={records[0]!["operation_id"]}", "/operation/record?operation_status=processing", "/operation/record?operation_status=failed",
            $"/operation/record?blockchain_id={id}", "/operation/record?operation_type=04",
        ];
        var slow = new List<string>();
        foreach (var path in paths)
        {
            var (milliseconds, bytes) = await MedianAsync(sandbox, path);
            FormattableString line = $"{milliseconds,7:F2} ms (goal {Goal}) {bytes,9} bytes  {path}";
            output.Measure(line);
            if (milliseconds >= Guard)
            {
                slow.Add(FormattableString.Invariant(line));
            }
        }

        Assert.Empty(slow);
    }

    /// <summary>From sending to the last byte, over the loopback.</summary>
    private static async Task<(double Milliseconds, long Bytes)> MedianAsync(SandboxHost sandbox, string path)
    {
        var times = new List<double>();
        var bytes = 0L;
        var buffer = new byte[1 << 20];
        var token = await sandbox.TokenAsync();
        for (var i = 0; i < Samples; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{SandboxHost.Project()}{path}") { Headers = { { "X-Auth-Token", token } } };
            using var answer = await sandbox.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await using var body = await answer.Content.ReadAsStreamAsync();
            bytes = 0;
            for (var read = -1; read != 0; bytes += read)
            {
                read = await body.ReadAsync(buffer);
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return (times.Order().ElementAt(Samples / 2), bytes);
    }
}
