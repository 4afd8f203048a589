using System.Globalization;
using System.Security.Cryptography;
using Portal.Testing;

namespace Portal.Deployment.Tests.Containers;

/// <summary>What the images contain, run without containers: the three parts published, each to a folder of its own, and a database server.</summary>
public sealed class PublishedLayout : IAsyncLifetime
{
    private static readonly WaitLimit PublishLimit = WaitLimit.Longer(TimeSpan.FromMinutes(5), "a publish is one wait, beside the tests of the gateway");
    private readonly PostgresFixture _postgres = new();

    /// <summary>A folder that the fixture removes at the end.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "portal-" + Guid.NewGuid().ToString("N")[..8]);

    /// <summary>Publishes with the same projects and options as the Dockerfile, but takes what is built already.</summary>
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        foreach (var (target, project) in new[] { ("bff", "Portal.Bff"), ("ui", "Portal"), ("sandbox", "Bcs.Sandbox") })
        {
            await using var publish = ProcessHost.StartCommand(
                "dotnet",
                ["publish", $"src/{project}", "-c", Repo.Configuration, "--no-build", "-o", Path.Combine(Folder, target), "-p:UseAppHost=false"],
                [new("MSBUILDDISABLENODEREUSE", "1")],
                Repo.Root);
            if (await publish.WaitForExitAsync(PublishLimit) != 0)
            {
                throw new InvalidOperationException($"Publishing {project} failed:\n{publish.Output}");
            }
        }

        await _postgres.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _postgres.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts the services of the demo with the environment that <c>docker-compose.yml</c> gives them.</summary>
    /// <param name="gateway">The service that is the gateway; its tenants are always those of the demo.</param>
    internal async Task<PublishedPortal> StartAsync(string gateway)
    {
        var compose = ComposeFile.Load();
        var ports = new[] { "bff", "ui", "sandbox" }.ToDictionary(name => name, _ => FreePort.Next());
        var secrets = Directory.CreateDirectory(Path.Combine(Folder, "secrets-" + gateway)).FullName;
        foreach (var (file, source) in compose.Services[gateway].SecretFiles)
        {
            await File.WriteAllTextAsync(Path.Combine(secrets, file), source switch
            {
                "portal_connection" => await _postgres.CreateDatabaseAsync(),
                "master_key" => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                _ => throw new InvalidOperationException($"No value for the secret {source}."),
            });
        }

        var portal = new PublishedPortal(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports["bff"]}")));
        try
        {
            var tenants = compose.Services["bff-demo"].AllEnvironment().Where(e => e.Key.StartsWith("Tenants__", StringComparison.Ordinal));
            await StartAsync("sandbox", "Bcs.Sandbox", compose.Services["sandbox"].AllEnvironment(), "/health/live");
            await StartAsync("ui", "Portal", compose.Services["ui"].AllEnvironment(), "/health/live");
            await StartAsync("bff", "Portal.Bff", tenants.Concat(compose.Services[gateway].Environment), "/health/ready");
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }

        async Task StartAsync(string target, string assembly, IEnumerable<KeyValuePair<string, string>> environment, string health)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[target]}");
            var settings = environment.ToDictionary(e => e.Key, string? (e) => Here(e.Value));
            settings["ASPNETCORE_URLS"] = address;

            // From another working folder than the program's: nothing may depend on it.
            portal.Add(target, ProcessHost.Start(Path.Combine(Folder, target, assembly + ".dll"), settings, workingFolder: "/"));
            await portal.Parts[target].WaitForHealthAsync(new Uri(new Uri(address), health));
        }

        // Names, networks and paths of the containers, as they are on this machine.
        string Here(string value)
        {
            foreach (var (name, port) in ports)
            {
                value = value.Replace($"http://{name}:8080", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), StringComparison.Ordinal);
            }

            return value.StartsWith("172.30.80.", StringComparison.Ordinal) ? "127.0.0.0/8"
                : value.StartsWith("${SANDBOX_SPEED:-", StringComparison.Ordinal) ? "10"
                : value.Replace("/run/secrets", secrets, StringComparison.Ordinal).Replace("/data/", Folder + "/", StringComparison.Ordinal);
        }
    }
}

/// <summary>The parts, running.</summary>
internal sealed class PublishedPortal(Uri address) : IAsyncDisposable
{
    private readonly Dictionary<string, ProcessHost> _parts = [];

    /// <summary>The gateway's own address.</summary>
    public Uri Address { get; } = address;

    public IReadOnlyDictionary<string, ProcessHost> Parts => _parts;

    public void Add(string name, ProcessHost part) => _parts.Add(name, part);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts.Values.Reverse())
        {
            await part.DisposeAsync();
        }
    }
}
