using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Portal.Testing;

namespace Portal.Bff.Tests.Hosting;

/// <summary>The real BFF on a real socket, against a real sandbox process and a real database.</summary>
public sealed class BffHost : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private BffHost(WebApplicationFactory<Program> factory, Uri url, SandboxProcess sandbox, string folder, bool ownsFolder, LogCapture logs)
    {
        _factory = factory;
        Url = url;
        Sandbox = sandbox;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Logs = logs;
    }

    /// <summary>Address of the front door.</summary>
    public Uri Url { get; }

    /// <summary>The cloud behind it.</summary>
    public SandboxProcess Sandbox { get; }

    /// <summary>Folder of database and keys.</summary>
    public string Folder => _folder;

    /// <summary>Everything that was logged.</summary>
    public LogCapture Logs { get; }

    /// <summary>The running services.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>Starts a BFF for all demo tenants of the sandbox.</summary>
    public static async Task<BffHost> StartAsync(
        SandboxProcess sandbox, string? postgres = null, string? folder = null, Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("portal-bff").FullName;
        var all = await PortalSettings.ForAsync(sandbox, data, postgres);
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        return Start(sandbox, all, data, ownsFolder: folder is null, services);
    }

    /// <summary>Starts a BFF with settings made before, as for a cloud that is not there now.</summary>
    public static Task<BffHost> StartAsync(Dictionary<string, string?> settings, string folder, Action<IServiceCollection>? services = null) =>
        Task.FromResult(Start(null!, settings, folder, ownsFolder: false, services));

    private static BffHost Start(
        SandboxProcess sandbox, Dictionary<string, string?> settings, string folder, bool ownsFolder, Action<IServiceCollection>? services)
    {
        var logs = new LogCapture();
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("urls", "http://127.0.0.1:0");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug));
            if (services is not null)
            {
                builder.ConfigureTestServices(services);
            }
        });
        factory.UseKestrel();
        factory.StartServer();
        var url = new Uri(factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new BffHost(factory, url, sandbox, folder, ownsFolder, logs);
    }

    /// <summary>Every route that the BFF itself serves, taken from the running endpoint table, with a value in place of what varies, and its handler.</summary>
    public IEnumerable<(string Method, string Path, MethodInfo? Handler)> Routes(string value = "x") =>
        Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } text && new[] { "/bff", "/api", "/bcs" }.Any(p => text.StartsWith(p, StringComparison.Ordinal)))
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
                .Select(m => (m, Regex.Replace(e.RoutePattern.RawText!, @"\{[^}]*\}", value), e.Metadata.GetMetadata<MethodInfo>())));

    /// <summary>A browser without a session.</summary>
    public PortalBrowser Browser() => new(Url);

    /// <summary>A browser that has signed in as a demo user.</summary>
    public async Task<PortalBrowser> SignInAsync(string tenant = "harbor", string user = "operator")
    {
        var browser = Browser();
        var demo = (await Sandbox.DemoAsync()).Single(t => t.Tenant == tenant);
        using var answer = await browser.SignInAsync(demo.Domain, user, demo.Users.Single(u => u.Name == user).Password);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        browser.ProjectId = demo.ProjectId;
        browser.Tenant = tenant;
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        if (_ownsFolder)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
