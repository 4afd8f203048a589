using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Deployment.Tests.Containers;

/// <summary>nginx with the server block of <c>docs/operations.md</c>: only names, port and certificate are put in.</summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private readonly ProcessHost _nginx;

    private readonly string _thumbprint;

    private TlsProxy(ProcessHost nginx, Uri address, string thumbprint)
    {
        _nginx = nginx;
        _thumbprint = thumbprint;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Accepts the certificate that this proxy made for itself, and no other.</summary>
    public bool IsOwnCertificate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _thumbprint;

    public static async Task<TlsProxy> StartAsync(Uri gateway, string folder)
    {
        var port = FreePort.Next();
        var root = Directory.CreateDirectory(Path.Combine(folder, "nginx")).FullName;
        var thumbprint = await WriteCertificateAsync(root);
        var documented = Regex.Match(await File.ReadAllTextAsync(Repo.PathOf("docs", "operations.md")), "```nginx\n(?<block>.*?)```", RegexOptions.Singleline).Groups["block"].Value;
        var server = documented
            .Replace("listen 443 ssl;", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port} ssl;"), StringComparison.Ordinal)
            .Replace("portal.example.com", "localhost", StringComparison.Ordinal)
            .Replace("/etc/ssl/", root + "/", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080", gateway.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(root, "nginx.conf"), $$"""
            daemon off;
            worker_processes 1;
            pid {{root}}/nginx.pid;
            error_log stderr warn;
            events { }
            http {
              access_log off;
              client_body_temp_path {{root}}/body;
              proxy_temp_path {{root}}/proxy;
              fastcgi_temp_path {{root}}/fastcgi;
              uwsgi_temp_path {{root}}/uwsgi;
              scgi_temp_path {{root}}/scgi;
              map $http_upgrade $connection_upgrade { default upgrade; '' close; }
            {{server}}
            }
            """);
        var nginx = ProcessHost.StartCommand(File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx", ["-p", root, "-e", "stderr", "-c", Path.Combine(root, "nginx.conf")], [], root);
        await Eventually.TrueAsync(() => Listens(nginx, port), "nginx to listen");
        return new TlsProxy(nginx, new Uri(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}")), thumbprint);
    }

    public async ValueTask DisposeAsync()
    {
        // Politely: killed at once, nginx leaves its worker behind.
        await _nginx.StopAsync();
        await _nginx.DisposeAsync();
    }

    private static async Task<bool> Listens(ProcessHost nginx, int port)
    {
        if (nginx.HasExited)
        {
            throw new InvalidOperationException($"nginx ended with code {nginx.ExitCode}: {nginx.Output}");
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> WriteCertificateAsync(string folder)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "portal.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "portal.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString();
    }
}
