using System.Globalization;
using System.Net.Http.Json;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>The gateway on SQLite with one tenant, whose accounts are the sandbox's and whose BCS is the bench's own upstream.</summary>
internal sealed class BenchGateway : IAsyncDisposable
{
    private readonly Uri _address;
    private readonly string _cookie;

    private BenchGateway(ProcessHost process, Uri address, string cookie, string tenant, string project)
    {
        Process = process;
        _address = address;
        _cookie = cookie;
        Tenant = tenant;
        ReadPath = $"/v2/{project}/members";
        ChangePath = $"/v2/{project}/members/invitations";
    }

    public ProcessHost Process { get; }

    /// <summary>Lists the members of the consortium: a small read.</summary>
    public string ReadPath { get; }

    /// <summary>Invites tenants: a change that upstream answers at once, with no operation to follow.</summary>
    public string ChangePath { get; }

    private string Tenant { get; }

    public static async Task<BenchGateway> StartAsync(SandboxProcess sandbox, Uri upstream, string folder)
    {
        var tenant = (await sandbox.DemoAsync())[0];
        var admin = tenant.Users.First(u => u.Role == "TenantAdmin");
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        var settings = await PortalSettings.ForAsync(sandbox, folder);
        settings["Urls"] = address.AbsoluteUri;
        settings[$"Tenants:{tenant.Tenant}:BcsEndpoint"] = upstream.AbsoluteUri;
        var process = ProcessHost.Start(Repo.Output("Portal.Bff"), settings.AsEnvironment());
        await process.WaitForHealthAsync(new Uri(address, "/health/ready"));

        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = address };
        using var signIn = new HttpRequestMessage(HttpMethod.Post, "/bff/signin/iam")
        {
            Content = JsonContent.Create(new { domain = tenant.Domain, user = admin.Name, password = admin.Password }),
        };
        signIn.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        using var signedIn = await client.SendAsync(signIn);
        if (!signedIn.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"Sign-in: {(int)signedIn.StatusCode} {await signedIn.Content.ReadAsStringAsync()}");
        }

        var cookie = string.Join("; ", signedIn.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        return new BenchGateway(process, address, cookie, tenant.Tenant, tenant.ProjectId);
    }

    /// <summary>A call of the signed-in person, as their browser would make it.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, new Uri(_address, $"/bcs/{Tenant}{path}")) { Content = content };
        request.Headers.Add("Cookie", _cookie);
        if (method != HttpMethod.Get)
        {
            request.Headers.Add("X-CSRF", "1");
        }

        return request;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
