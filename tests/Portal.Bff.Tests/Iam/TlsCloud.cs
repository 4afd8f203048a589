using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Bff.Tests.Iam;

/// <summary>An IAM behind TLS: a port of its own for each kind of certificate, and a private CA.</summary>
internal sealed class TlsCloud : IAsyncDisposable
{
    /// <summary>Issued by the CA for this machine.</summary>
    public const string Good = "good";

    /// <summary>Issued by the CA, some time ago.</summary>
    public const string Expired = "expired";

    /// <summary>Issued by the CA for another machine.</summary>
    public const string OtherName = "other-name";

    /// <summary>Issued by somebody else.</summary>
    public const string Stranger = "stranger";

    private readonly WebApplication _app;
    private readonly Dictionary<string, Uri> _urls;

    private TlsCloud(WebApplication app, Dictionary<string, Uri> urls, string authority) => (_app, _urls, Authority) = (app, urls, authority);

    /// <summary>The CA's certificate, in PEM.</summary>
    public string Authority { get; }

    /// <summary>Speaks no TLS.</summary>
    public int PlainPort => new Uri(_app.Urls.Single(u => u.StartsWith("http:", StringComparison.Ordinal))).Port;

    public Uri this[string kind] => _urls[kind];

    public static async Task<TlsCloud> StartAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authority = Ca("Consortium CA", now);
        using var stranger = Ca("Somebody's CA", now);
        var certificates = new Dictionary<string, X509Certificate2>
        {
            [Good] = Server(authority, "localhost", now.AddDays(-1), now.AddDays(30)),
            [Expired] = Server(authority, "localhost", now.AddDays(-30), now.AddDays(-1)),
            [OtherName] = Server(authority, "iam.elsewhere.example", now.AddDays(-1), now.AddDays(30)),
            [Stranger] = Server(stranger, "localhost", now.AddDays(-1), now.AddDays(30)),
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            foreach (var certificate in certificates.Values)
            {
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
            }

            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        var urls = certificates.Keys.Zip(app.Urls.Select(u => new Uri(u)), (kind, url) => (kind, new Uri($"https://localhost:{url.Port}"))).ToDictionary();
        return new TlsCloud(app, urls, authority.ExportCertificatePem());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // A token for every project but one, and no services.
    private static async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/v3"))
        {
            await context.Response.WriteAsJsonAsync(new { count = 0, blockchains = Array.Empty<object>() });
            return;
        }

        var request = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        if (request.GetRawText().Contains("nowhere", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = new { code = 400, message = "Invalid scope: the project nowhere is not found.", title = "Bad Request" } });
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers["X-Subject-Token"] = "SBXSECRET-tls";
        await context.Response.WriteAsJsonAsync(new { token = new { expires_at = "2099-01-01T00:00:00.000000Z", project = new { id = "p-1", name = "p" } } });
    }

    private static X509Certificate2 Ca(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(now.AddDays(-60), now.AddDays(60));
    }

    private static X509Certificate2 Server(X509Certificate2 authority, string host, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(authority, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
