using System.Diagnostics;

namespace Portal.Bench;

/// <summary>Keeps a fixed number of connections busy with one request after another.</summary>
internal sealed class LoadDriver(int connections) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false });

    /// <summary>Sends for a while and returns the requests per second; anything but 200 is an error.</summary>
    public async Task<(double PerSecond, int Requests)> RunAsync(Func<HttpRequestMessage> request, TimeSpan duration)
    {
        var done = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < duration)
            {
                using var message = request();
                using var answer = await _client.SendAsync(message);
                var body = await answer.Content.ReadAsStringAsync();
                if (!answer.IsSuccessStatusCode)
                {
                    throw new InvalidOperationException($"{message.Method} {message.RequestUri}: {(int)answer.StatusCode} {body}");
                }

                Interlocked.Increment(ref done);
            }
        })));
        return (done / watch.Elapsed.TotalSeconds, done);
    }

    public void Dispose() => _client.Dispose();
}
