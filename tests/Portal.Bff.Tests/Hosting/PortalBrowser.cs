using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Bff.Tests.Hosting;

/// <summary>What a browser or script does: keeps cookies, sends the CSRF header, follows no redirects.</summary>
public sealed class PortalBrowser : IDisposable
{
    private readonly HttpClient _http;

    public PortalBrowser(Uri url)
    {
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = url };
        _http.DefaultRequestHeaders.Add(BffHeaders.Csrf, "1");
    }

    /// <summary>The cookies it holds.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>Tenant that <see cref="Bcs"/> speaks for.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>Project of that tenant.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>The transport.</summary>
    public HttpClient Http => _http;

    /// <summary>Gateway path of the tenant's project.</summary>
    public string Bcs(string path) => $"/bcs/{Tenant}/v2/{ProjectId}/{path}";

    public Task<HttpResponseMessage> SignInAsync(string domain, string user, string password) =>
        _http.PostAsJsonAsync(BffRoutes.SignInIam, new IamSignInRequest(domain, user, password));

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? key = null, Action<HttpRequestMessage>? adjust = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        if (key is not null)
        {
            request.Headers.Add(BffHeaders.IdempotencyKey, key);
        }

        adjust?.Invoke(request);
        return await _http.SendAsync(request);
    }

    /// <summary>A valid request for a service of this name.</summary>
    public static JsonObject NewService(string name) => new()
    {
        ["name"] = name, ["version_type"] = 4, ["fabric_version"] = "2.2", ["blockchain_type"] = "union", ["consensus"] = "etcdraft",
        ["sign_algorithm"] = "ECDSA", ["enterprise_project_id"] = "0", ["volume_type"] = "nfs", ["org_disk_size"] = 100,
        ["database_type"] = "goleveldb", ["resource_password"] = ResourcePassword, ["orderer_node_number"] = 3, ["use_eip"] = true,
        ["bandwidth_size"] = 5, ["cluster_type"] = "cce", ["create_new_cluster"] = false,
        ["cce_cluster_info"] = new JsonObject { ["cluster_id"] = "c1", ["cluster_name"] = "cluster-one", ["cluster_platform_type"] = "VirtualMachine" },
        ["peer_orgs"] = new JsonArray(new JsonObject { ["name"] = "organization", ["node_count"] = 2 }),
        ["channels"] = new JsonArray(new JsonObject { ["name"] = "channel", ["org_names"] = new JsonArray("organization") }),
    };

    /// <summary>The password typed into <see cref="NewService"/>; it must turn up nowhere.</summary>
    public const string ResourcePassword = "Typed-Pw-7!";

    public void Dispose() => _http.Dispose();
}

/// <summary>Short ways to read answers.</summary>
public static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        try
        {
            return JsonDocument.Parse(text).RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new Xunit.Sdk.XunitException($"{(int)response.StatusCode} with a body that is not JSON: {text}");
        }
    }

    public static async Task<string?> CodeAsync(this HttpResponseMessage response)
    {
        var json = await response.JsonAsync();
        return json.TryGetProperty("code", out var code) ? code.GetString() : json.TryGetProperty("error_code", out var upstream) ? upstream.GetString() : null;
    }

    public static string? AuditId(this HttpResponseMessage response) =>
        response.Headers.TryGetValues(BffHeaders.AuditId, out var values) ? values.Single() : null;
}
