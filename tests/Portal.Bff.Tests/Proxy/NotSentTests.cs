using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Proxy;

/// <summary>Clouds that cannot be reached, each as a tenant of one person.</summary>
public sealed class NotSentTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-not-sent");
    private readonly List<TcpListener> _listeners = [];
    private RecordingCloud _cloud = null!;
    private BffHost _bff = null!;
    private PortalBrowser _browser = null!;

    private static readonly string Certificates = $"blockchains/{OperationSamples.BlockchainId}/cert?org_name=organization&cert_type=admin";

    public async Task InitializeAsync()
    {
        _cloud = await RecordingCloud.StartAsync();
        var settings = _cloud.Settings(_folder.FullName);
        settings["Upstream:ConnectTimeout"] = "00:00:05";
        foreach (var (tenant, endpoint) in new Dictionary<string, string>
        {
            ["refused"] = $"http://127.0.0.1:{FreePort.Next()}",
            ["nowhere"] = "https://bcs.invalid",
            ["untrusted"] = $"https://localhost:{Serve(Certificate("localhost", 0, 1))}",
            ["expired"] = $"https://localhost:{Serve(Certificate("localhost", -3, -1))}",
            ["wrong-name"] = $"https://localhost:{Serve(Certificate("bcs.example.com", 0, 1))}",
            ["no-tls"] = $"https://localhost:{Serve(null)}",
        })
        {
            foreach (var key in settings.Keys.Where(k => k.StartsWith($"Tenants:{RecordingCloud.Tenant}:", StringComparison.Ordinal)).ToList())
            {
                settings[key.Replace($":{RecordingCloud.Tenant}:", $":{tenant}:", StringComparison.Ordinal)] = settings[key];
            }

            settings[$"Tenants:{tenant}:BcsEndpoint"] = endpoint;
        }

        _bff = await BffHost.StartAsync(settings, _folder.FullName);
        _browser = await RecordingCloud.SignInAsync(_bff);
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _bff.DisposeAsync();
        await _cloud.DisposeAsync();
        _listeners.ForEach(l => l.Dispose());
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_cloud_without_a_connection_is_sent_nothing_and_everything_says_so()
    {
        foreach (var tenant in (string[])["refused", "nowhere", "untrusted", "expired", "wrong-name", "no-tls"])
        {
            _browser.Tenant = tenant;
            await IsNotSentAsync(() => _browser.GetAsync(_browser.Bcs("quotas")));
            await IsNotSentAsync(() => _browser.GetAsync(_browser.Bcs(Certificates)));

            // Under one key: it was given back each time.
            await IsNotSentAsync(() => _browser.SendAsync(HttpMethod.Post, _browser.Bcs("blockchains"), PortalBrowser.NewService("never-sent"), "k-" + tenant));
            await IsNotSentAsync(() => _browser.SendAsync(HttpMethod.Post, _browser.Bcs("blockchains"), PortalBrowser.NewService("never-sent"), "k-" + tenant));
            await IsNotSentAsync(() => _browser.SendAsync(HttpMethod.Delete, _browser.Bcs($"blockchains/{OperationSamples.BlockchainId}"), key: "d-" + tenant));
        }
    }

    [Fact]
    public async Task A_protocol_that_the_cloud_changes_to_reaches_nobody()
    {
        _browser.Tenant = RecordingCloud.Tenant;
        var port = Serve(null, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\nany bytes");
        await using var switching = await BffHost.StartAsync(Switched(port), _folder.CreateSubdirectory("switching").FullName);
        using var browser = await RecordingCloud.SignInAsync(switching);

        using var read = await browser.GetAsync(browser.Bcs("quotas"));
        using var change = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("switched"));

        Assert.Equal((HttpStatusCode.BadGateway, ProblemCodes.UpstreamUnreachable), (read.StatusCode, await read.CodeAsync()));
        Assert.Equal((HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown), (change.StatusCode, await change.CodeAsync()));
    }

    private Dictionary<string, string?> Switched(int port)
    {
        var settings = _cloud.Settings(_folder.CreateSubdirectory("switching").FullName);
        settings[$"Tenants:{RecordingCloud.Tenant}:BcsEndpoint"] = $"http://127.0.0.1:{port}";
        return settings;
    }

    private async Task IsNotSentAsync(Func<Task<HttpResponseMessage>> send)
    {
        using var answer = await send();
        Assert.Equal((_browser.Tenant, HttpStatusCode.BadGateway, ProblemCodes.NotSent), (_browser.Tenant, answer.StatusCode, await answer.CodeAsync()));
        using var found = await _browser.GetAsync($"/api/audit/{answer.AuditId()}?tenant={_browser.Tenant}");
        var record = (await found.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)!;
        Assert.Equal((AuditOutcomes.Failed, ProblemCodes.NotSent, null), (record.Outcome, record.UpstreamCode, record.Status));
        output.Measure($"not sent, cloud of {_browser.Tenant}: {record.Operation}: {record.DurationMs} ms");
    }

    private static X509Certificate2 Certificate(string name, int fromDays, int toDays)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(fromDays).AddHours(-1), now.AddDays(toDays));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A server on a loopback port: with TLS if it has a certificate, otherwise it answers the same to everybody.</summary>
    private int Serve(X509Certificate2? certificate, string answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _listeners.Add(listener);
        _ = AcceptAsync();
        return ((IPEndPoint)listener.LocalEndpoint).Port;

        async Task AcceptAsync()
        {
            while (true)
            {
                TcpClient client;
                try
                {
                    client = await listener.AcceptTcpClientAsync();
                }
                catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
                {
                    return;
                }

                _ = AnswerAsync(client);
            }
        }

        async Task AnswerAsync(TcpClient client)
        {
            try
            {
                using var line = client;
                if (certificate is not null)
                {
                    await using var tls = new SslStream(client.GetStream());
                    await tls.AuthenticateAsServerAsync(certificate);
                    return;
                }

                var stream = client.GetStream();
                await stream.ReadExactlyAsync(new byte[1]);
                await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
                await stream.CopyToAsync(Stream.Null);
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The other side did not want what it saw, which is the point.
            }
        }
    }
}
