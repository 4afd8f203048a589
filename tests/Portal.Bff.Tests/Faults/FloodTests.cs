using System.Diagnostics;
using System.Net;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Faults;

/// <summary>Somebody without a session who asks as fast as they can.</summary>
public sealed class FloodTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Senders = 8;

    private static readonly int Requests = TestSize.IsLong ? 40_000 : 3_000;

    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync();
        _bff = await BffHost.StartAsync(_sandbox);
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Flood_without_a_session_leaves_a_few_entries_and_one_count_and_is_turned_away()
    {
        using var person = await _bff.SignInAsync();
        await MeasureAsync(person, 20);
        var quiet = await MeasureAsync(person, TestSize.IsLong ? 500 : 100);
        var size = LogSize();

        var flood = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(Requests / Senders)));
        var loud = new List<double>();
        while (!flood.IsCompleted)
        {
            loud.AddRange(await MeasureAsync(person, 10));
        }

        var answers = (await flood).SelectMany(a => a).GroupBy(a => a).ToDictionary(g => g.Key, g => g.Count());
        await _bff.Services.GetRequiredService<Refusals>().FlushAsync(default);
        var records = (await _bff.Services.GetRequiredService<AuditReader>().ListAsync(
            new AuditQuery { Tenant = AuditCall.PortalTenant, Limit = AuditQuery.MaximalLimit }, default)).Items.Where(r => r.Actor.Id == "anonymous").ToList();
        var own = records.Where(r => r.Operation != AuditEvents.CountedRefusals).ToList();
        var counts = records.Where(r => r.Operation == AuditEvents.CountedRefusals).ToList();

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers.Keys.Order());

        // A minute may have ended in between, and then it is twice as much.
        Assert.InRange(own.Count, Refusals.OwnEntries, TestSize.IsLong ? 50 : 2 * Refusals.OwnEntries);
        Assert.InRange(counts.Count, 1, own.Count);
        Assert.Equal(Requests, own.Count + counts.Sum(Counted));
        Assert.All(own, r => Assert.InRange(r.Path!.Length + r.UserAgent!.Length, 1, 2 * ShortText.MaximalLength));
        Assert.InRange(_bff.Logs.Lines.Count(l => l.Contains("Portal.Bff", StringComparison.Ordinal) && l.Contains("Refused", StringComparison.Ordinal)), 1, own.Count);
        output.Measure($"flood of {Requests} requests: {string.Join(", ", answers.Select(a => $"{a.Value} x {(int)a.Key}"))}; {own.Count} entries, {counts.Count} counted; log {(LogSize() - size) / 1024} KB larger");
        output.Measure($"beside the flood a signed-in person's p50 {At(quiet, 50):0.0} -> {At(loud, 50):0.0} ms, p99 {At(quiet, 99):0.0} -> {At(loud, 99):0.0} ms ({At(loud, 99) / At(quiet, 99):0.00}x)");
    }

    private async Task<List<HttpStatusCode>> SendAsync(int count)
    {
        using var stranger = _bff.Browser();
        stranger.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", new string('u', 3000));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < count; i++)
        {
            using var answer = await stranger.GetAsync("/bcs/harbor/v2/p/blockchains/" + new string('x', 3000));
            if (answer.StatusCode is HttpStatusCode.TooManyRequests && answers.LastOrDefault() is not HttpStatusCode.TooManyRequests)
            {
                Assert.Equal((ProblemCodes.TooManyRequests, true), (await answer.CodeAsync(), answer.Headers.RetryAfter?.Delta > TimeSpan.Zero));
            }

            answers.Add(answer.StatusCode);
        }

        return answers;
    }

    private static async Task<List<double>> MeasureAsync(PortalBrowser person, int count)
    {
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await person.GetAsync(BffRoutes.User);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static double At(List<double> times, int percent) => times.Order().ElementAt(Math.Min(times.Count - 1, times.Count * percent / 100));

    private static long Counted(AuditRecordDto record) => record.Request!.Value.GetProperty("refused").EnumerateArray().Sum(k => k.GetProperty("count").GetInt64());

    private long LogSize() => new DirectoryInfo(_bff.Folder).EnumerateFiles("portal.db*").Sum(f => f.Length);
}
