using System.Collections.Concurrent;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Portal.Bff.Tests.Hosting;

namespace Portal.Bff.Tests.Proxy;

/// <summary>A call as it arrived at the cloud.</summary>
/// <param name="Target">Path and query as they stood on the wire.</param>
internal sealed record RecordedCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The test that a call belongs to; background calls have none.</summary>
    public string? Test => Headers.GetValueOrDefault("Accept-Language");
}

/// <summary>
/// The cloud on a loopback port, which writes down what arrives and answers as the test says: for what passes the gateway
/// byte by byte, whatever the emulator makes of it.
/// </summary>
internal sealed class RecordingCloud : IAsyncDisposable
{
    public const string Tenant = "harbor";
    public const string ProjectId = "051dded75a80d4fb2f38c01d64a5789e";
    public const string User = "operator";
    public const string AccessKey = "AKRECORDING00001";
    public const string SecretKey = "SK-SBXSECRET-recording";

    private readonly WebApplication _app;
    private int _tokens;

    private RecordingCloud(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<RecordedCall> Calls { get; } = new();

    /// <summary>How many tokens were asked for.</summary>
    public int Tokens => _tokens;

    /// <summary>Comes before IAM's own answer to whoever asks for a token, or is it, if it says true.</summary>
    public Func<HttpContext, Task<bool>> Iam { get; set; } = _ => Task.FromResult(false);

    /// <summary>Answers a call of BCS; its body has been read already.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = Json("{}");

    public static async Task<RecordingCloud> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(o => o.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var cloud = new RecordingCloud(app);
        app.Run(cloud.HandleAsync);
        await app.StartAsync();
        return cloud;
    }

    /// <summary>An answer in JSON.</summary>
    public static Func<HttpContext, Task> Json(string body, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=utf8";
        return context.Response.WriteAsync(body);
    };

    /// <summary>An answer that is a file.</summary>
    public static Func<HttpContext, Task> File(byte[] content, string name, string type = "application/zip") => async context =>
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await context.Response.Body.WriteAsync(content);
    };

    /// <summary>Settings of a BFF with one tenant in this cloud, whose user may do everything.</summary>
    /// <param name="folder">Folder of database and keys.</param>
    /// <param name="signs">True for a tenant whose credential is an access key; otherwise it has none.</param>
    /// <param name="projectKnown">False if the project's id has to be learnt.</param>
    public Dictionary<string, string?> Settings(string folder, bool signs = false, bool projectKnown = true) => new()
    {
        ["ConnectionStrings:Portal"] = $"Data Source={Path.Combine(folder, "portal.db")}",
        ["ConnectionStrings:Jobs"] = $"Data Source={Path.Combine(folder, "jobs.db")}",
        ["Keys:MasterFile"] = Path.Combine(folder, "keys", "master.key"),
        ["Keys:Create"] = "true",
        ["Ui:Address"] = "http://127.0.0.1:9",
        ["Sessions:AttemptsPerMinute"] = "1000",
        [$"Tenants:{Tenant}:Name"] = "Harbor Logistics",
        [$"Tenants:{Tenant}:Domain"] = "harbor-logistics",
        [$"Tenants:{Tenant}:Project"] = "cn-north-4",
        [$"Tenants:{Tenant}:ProjectId"] = projectKnown ? ProjectId : null,
        [$"Tenants:{Tenant}:IamEndpoint"] = Url.ToString(),
        [$"Tenants:{Tenant}:BcsEndpoint"] = Url.ToString(),
        [$"Tenants:{Tenant}:Credential:AccessKey"] = signs ? AccessKey : null,
        [$"Tenants:{Tenant}:Credential:SecretKey"] = signs ? SecretKey : null,
        [$"Tenants:{Tenant}:Grants:0:User"] = User,
        [$"Tenants:{Tenant}:Grants:0:Role"] = "TenantAdmin",
    };

    /// <summary>A browser that has signed in.</summary>
    public static async Task<PortalBrowser> SignInAsync(BffHost bff)
    {
        var browser = bff.Browser();
        using var answer = await browser.SignInAsync("harbor-logistics", User, "Pw-SBXSECRET-person");
        Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode);
        (browser.Tenant, browser.ProjectId) = (Tenant, ProjectId);
        return browser;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Calls.Enqueue(new RecordedCall(
            context.Request.Method, target, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        switch (context.Request.Path.Value)
        {
            case "/v3/auth/tokens" when await Iam(context):
                break;
            case "/v3/auth/tokens":
                context.Response.StatusCode = StatusCodes.Status201Created;
                context.Response.Headers["X-Subject-Token"] = $"TOKEN-SBXSECRET-{Interlocked.Increment(ref _tokens)}";
                await context.Response.WriteAsJsonAsync(new JsonObject
                {
                    ["token"] = new JsonObject
                    {
                        ["expires_at"] = DateTimeOffset.UtcNow.AddHours(24).ToString("O"), ["issued_at"] = DateTimeOffset.UtcNow.ToString("O"),
                    },
                });
                break;
            case "/v3/projects":
                await context.Response.WriteAsJsonAsync(new JsonObject
                {
                    ["projects"] = new JsonArray(new JsonObject { ["id"] = ProjectId, ["name"] = "cn-north-4", ["enabled"] = true }),
                });
                break;
            default:
                await Answer(context);
                break;
        }
    }
}
