using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

using Bcs.Api.Client;
using Bcs.Api.Iam;
using Bcs.Api.Quotas;

using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Iam;
using Portal.Bff.Platform.Upstream;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Proxy;

/// <summary>A cloud that sends without end, or a byte now and then: every call ends all the same, and memory stays where it was.</summary>
public sealed class HostileCloudTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int MB = 1024 * 1024;

    // The sockets of both ends hold something too. A receive buffer grows with what is read from it, to as much again.
    private const int OnTheWay = 8 * MB;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    // Far behind the guard: what has ended by then was not ended by a clock.
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<(string Answer, long Bytes)> _sent = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-hostile");
    private RecordingCloud _cloud = null!;
    private BffHost _bff = null!;
    private PortalBrowser _browser = null!;

    public async Task InitializeAsync() => _cloud = await RecordingCloud.StartAsync();

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _bff.DisposeAsync();
        await _cloud.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_without_an_end_ends(bool drips)
    {
        // A flood may be ended by its bytes alone, but for the list, which streams to its reader; drops are ended by the clock.
        var patience = drips ? Impatient : Patient;
        await StartAsync(patience);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        _cloud.Answer = context => SendAsync(context, 200, drips);

        var answers = await Task.WhenAll(
            StatusAsync("a change", () => _browser.SendAsync(HttpMethod.Post, _browser.Bcs("blockchains"), PortalBrowser.NewService("hostile"), "k-1")),
            StatusAsync("a list", ListAsync),
            StatusAsync("a file", () => _browser.GetAsync(_browser.Bcs($"blockchains/{OperationSamples.BlockchainId}/cert?org_name=organization&cert_type=admin"))),
            EndedAsync("background", BackgroundAsync),
            EndedAsync("IAM", () => IamAsync(patience)));
        _cloud.Answer = context => SendAsync(context, 500, drips);
        var fault = await StatusAsync("a fault", () => _browser.GetAsync(_browser.Bcs("quotas")));

        output.Measure($"cloud that {(drips ? "drips" : "sends")} without an end: heap before {before >> 20} MB, after {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB, peak of the process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");

        // A list that streams breaks off for its reader once it has begun; one that drips has not begun. A file is no JSON.
        Assert.Equal("504 outcome_unknown", answers[0]);
        Assert.Equal(drips ? "502 upstream_unreachable" : "broken off", answers[1]);
        Assert.Equal("502 upstream_unreachable", answers[2]);
        Assert.Equal(["ended", "ended"], answers[3..]);
        Assert.Equal("500 upstream_unreachable", fault);
        if (!drips)
        {
            await AssertSentAsync();
        }
    }

    [Fact]
    public async Task Caller_of_a_read_who_goes_away_is_recorded_as_gone()
    {
        await StartAsync(Patient);
        var asked = new TaskCompletionSource();
        _cloud.Answer = async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using var hangUp = new CancellationTokenSource();
        var reading = _browser.Http.GetAsync(_browser.Bcs("quotas"), hangUp.Token);
        await asked.Task.WaitAsync(Guard);

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        var record = await Eventually.GetAsync(
            async () =>
            {
                using var found = await _browser.GetAsync($"/api/audit?tenant={RecordingCloud.Tenant}&outcome={AuditOutcomes.Cancelled}&limit=1");
                var items = (await found.JsonAsync()).GetProperty("items");
                return items.GetArrayLength() > 0 ? items[0].GetProperty("operation").GetString() : null;
            },
            "the record is there");
        Assert.Equal("queryQuotas", record);
        using var failed = await _browser.GetAsync($"/api/audit?tenant={RecordingCloud.Tenant}&outcome={AuditOutcomes.Failed}&limit=1");
        Assert.Equal(0, (await failed.JsonAsync()).GetProperty("items").GetArrayLength());
    }

    private async Task StartAsync(TimeSpan patience)
    {
        var settings = _cloud.Settings(_folder.FullName, signs: true);
        settings["Upstream:Timeout"] = settings["Upstream:IamTimeout"] = settings["Upstream:CallTimeout"] = patience.ToString();
        settings["Upstream:StreamTimeout"] = Impatient.ToString();
        _bff = await BffHost.StartAsync(settings, _folder.FullName);
        _browser = await RecordingCloud.SignInAsync(_bff);
    }

    /// <summary>What is held, or read for its fault, was taken up to its limit and no further.</summary>
    private async Task AssertSentAsync()
    {
        var limits = new Dictionary<string, int>
        {
            ["POST blockchains 200"] = 32 * MB, ["GET cert 200"] = 32 * MB, ["GET quotas 200"] = 32 * MB, ["POST hostile 200"] = MB, ["GET quotas 500"] = MB,
        };
        foreach (var answer in limits.Keys)
        {
            await Eventually.TrueAsync(() => _sent.Any(s => s.Answer == answer), $"{answer} has ended at the cloud", Guard);
        }

        foreach (var (answer, bytes) in _sent)
        {
            output.WriteLine($"{answer}: {bytes / 1024.0 / 1024.0:0.0} MB sent");
            if (limits.TryGetValue(answer, out var most))
            {
                Assert.True(bytes <= (2 * most) + OnTheWay, $"{answer}: {bytes} bytes");
            }
        }
    }

    /// <summary>An object whose one text has no end. On the socket itself, as the server would go on counting what it writes for a caller who is gone.</summary>
    private async Task SendAsync(HttpContext context, int status, bool drips)
    {
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        var filler = new string('x', drips ? 1 : 64 * 1024);
        var chunk = Encoding.ASCII.GetBytes($"{filler.Length:x}\r\n{filler}\r\n");
        var bytes = 0L;
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{{\"filler\":\"\r\n"));
            while (true)
            {
                bytes += await socket.SendAsync(chunk);
                if (drips)
                {
                    await Task.Delay(50, context.RequestAborted);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            _sent.Enqueue(($"{context.Request.Method} {context.Request.Path.Value!.Split('/')[^1]} {status}", bytes));
            context.Abort();
        }
    }

    private async Task<string> StatusAsync(string what, Func<Task<HttpResponseMessage>> send)
    {
        var started = Stopwatch.StartNew();
        try
        {
            using var answer = await send().WaitAsync(Guard);
            return $"{(int)answer.StatusCode} {await answer.CodeAsync()}";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return "broken off";
        }
        finally
        {
            output.Measure($"answer without an end: {what} ended after {started.ElapsedMilliseconds:N0} ms");
        }
    }

    private async Task<HttpResponseMessage> ListAsync()
    {
        var answer = await _browser.Http.GetAsync(_browser.Bcs("blockchains"), HttpCompletionOption.ResponseHeadersRead);
        if (answer.IsSuccessStatusCode)
        {
            await answer.Content.CopyToAsync(Stream.Null);
        }

        return answer;
    }

    private async Task<string> EndedAsync(string what, Func<Task<bool>> call)
    {
        var started = Stopwatch.StartNew();
        var ended = await call().WaitAsync(Guard);
        output.Measure($"answer without an end: {what} ended after {started.ElapsedMilliseconds:N0} ms");
        return ended ? "ended" : "took it";
    }

    private async Task<bool> BackgroundAsync() =>
        await (await _bff.Services.GetRequiredService<ITenantClients>().ForAsync(RecordingCloud.Tenant, default))!.ListQuotasAsync() is BcsResult<QuotaList>.Unclear;

    private async Task<bool> IamAsync(TimeSpan patience)
    {
        using var http = new HttpClient(new Elsewhere(_bff.Services.GetRequiredService<UpstreamHttp>().Invoker)) { BaseAddress = _cloud.Url, Timeout = patience };
        return await new IamClient(http).ObtainTokenAsync("domain", "user", "password", "project") is TokenAnswer.Unavailable;
    }

    /// <summary>Asks the hostile part of the cloud in place of its IAM.</summary>
    private sealed class Elsewhere(HttpMessageInvoker invoker) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(request.RequestUri!, "/hostile");
            return invoker.SendAsync(request, cancellationToken);
        }
    }
}
