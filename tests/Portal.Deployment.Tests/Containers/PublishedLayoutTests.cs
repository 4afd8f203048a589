using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Deployment.Tests.Containers;

public sealed partial class PublishedLayoutTests(PublishedLayout layout) : IClassFixture<PublishedLayout>
{
    private const string Domain = "harbor-logistics";
    private const string Password = "Harbor-Operator-SBXSECRET-1";

    [Fact]
    public async Task Demo_environment_serves_pages_and_files_and_reaches_the_sandbox()
    {
        await using var portal = await layout.StartAsync("bff-demo");
        using var client = Client(portal.Address);

        var cookie = await SignInAsync(client);
        var services = await GetAsync(client, "/bcs/harbor/v2/" + await ProjectAsync(client, cookie) + "/blockchains", cookie);
        var page = await GetAsync(client, "/t/harbor/services", cookie);
        var html = await page.Content.ReadAsStringAsync();

        Assert.StartsWith("portal=", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, services.StatusCode);
        Assert.True(services.Headers.Contains("X-Audit-Id"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Harbor Logistics", html, StringComparison.Ordinal);
        var files = Linked().Matches(html).Select(m => m.Groups["path"].Value).Distinct().ToArray();
        Assert.Contains(files, f => f.Contains("blazor.web", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith(".css", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var answer = await client.GetAsync(new Uri(file.TrimStart('/'), UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode, file);
            Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length > 0, file + " is empty");
        }
    }

    [Fact]
    public async Task Cloud_environment_works_behind_the_documented_nginx_with_the_protected_cookie()
    {
        await using var portal = await layout.StartAsync("bff");
        await using var nginx = await TlsProxy.StartAsync(portal.Address, layout.Folder);
        using var client = Client(nginx.Address, nginx.IsOwnCertificate);

        var cookie = await SignInAsync(client);
        var page = await GetAsync(client, "/t/harbor/services", cookie);
        using var hub = await OpenAsync(nginx.Address, cookie, nginx.IsOwnCertificate);

        Assert.StartsWith("__Host-portal=", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Harbor Logistics", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(WebSocketState.Open, hub.State);
    }

    [Fact]
    public async Task Gateway_stops_within_seconds_when_a_container_is_stopped_while_a_page_is_open()
    {
        await using var portal = await layout.StartAsync("bff-demo");
        using var client = Client(portal.Address);
        using var hub = await OpenAsync(portal.Address, await SignInAsync(client));

        // Docker waits 10 s before it kills; a busy machine gets more.
        portal.Parts["bff"].Terminate();
        Assert.Equal(0, await portal.Parts["bff"].WaitForExitAsync(TimeSpan.FromSeconds(30)));
        portal.Parts["ui"].Terminate();
        Assert.Equal(0, await portal.Parts["ui"].WaitForExitAsync(TimeSpan.FromSeconds(30)));
    }

    private static HttpClient Client(Uri address, RemoteCertificateValidationCallback? trust = null) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = trust },
    })
    {
        BaseAddress = address,
    };

    private static async Task<string> SignInAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/bff/signin/iam") { Content = JsonContent.Create(new { domain = Domain, user = "operator", password = Password }) };
        request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal(client.BaseAddress.Scheme == "https", cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        return cookie.Split(';')[0];
    }

    private static async Task<string> ProjectAsync(HttpClient client, string cookie)
    {
        using var answer = await GetAsync(client, "/bff/user", cookie);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["tenants"]![0]!["projectId"]!;
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        return await client.SendAsync(request);
    }

    private static async Task<ClientWebSocket> OpenAsync(Uri address, string cookie, RemoteCertificateValidationCallback? trust = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        socket.Options.RemoteCertificateValidationCallback = trust;
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws", Path = "/hubs/events" }.Uri, CancellationToken.None);
        return socket;
    }

    [GeneratedRegex("""(?:src|href)="(?<path>/?[\w./-]+\.(?:js|css|svg))(?:\?[^"]*)?["]""")]
    private static partial Regex Linked();
}
