using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

using Portal.Access;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Live;
using Portal.Model;
using Portal.Resources;

namespace Portal.Tests;

/// <summary>A page in the browser of a signed-in person, with the BFF's answers in the hands of the test.</summary>
public sealed class PortalContext : BunitContext
{
    public const string Tenant = "harbor";

    public PortalContext(params string[] actions)
        : this(_ => { }, actions)
    {
    }

    /// <summary>With services that only this test has; later it is too late for them.</summary>
    public PortalContext(Action<IServiceCollection> add, params string[] actions)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(TimeProvider.System);
        Services.AddSingleton<Texts>();
        Services.AddScoped<Display>();
        Services.AddDesign();
        Services.AddSingleton(new BffTransport(new Uri("http://bff.test"), Bff));
        Services.AddSingleton<Handover>();
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(() => Who(actions, RequireDownloadReason, Preferences)));
        Services.AddScoped<CircuitSession>();
        Services.AddScoped<SessionEnd>();
        Services.AddScoped<UpstreamSignIn>();
        Services.AddScoped<BffHttp>();
        Services.AddScoped<BrowserFiles>();
        Services.AddScoped<EventFeed>();
        Services.AddClients();
        Services.AddFeatures();
        add(Services);
        AddBunitPersistentComponentState();
        SetRendererInfo(new RendererInfo("Server", true));
    }

    /// <summary>True if the tenant wants a reason for every download of keys.</summary>
    public bool RequireDownloadReason { get; init; }

    /// <summary>How the person wants to see the portal.</summary>
    public Preferences Preferences { get; init; } = Preferences.Default;

    internal BffStub Bff { get; } = new();

    internal EventFeed Feed => Services.GetRequiredService<EventFeed>();

    /// <summary>The tenant as the session has it.</summary>
    public TenantDto TenantDto => Services.GetRequiredService<CircuitSession>().Find(Tenant)!;

    /// <summary>Renders a page of the tenant as the router does.</summary>
    public async Task<IRenderedComponent<TPage>> PageAsync<TPage>(Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        await Services.GetRequiredService<CircuitSession>().LoadAsync();
        Services.GetRequiredService<BffHttp>().BeginCircuit(null);
        return Render<TPage>(p =>
        {
            p.AddCascadingValue(TenantDto);
            parameters?.Invoke(p);
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The component library has services that can only be ended asynchronously.
        if (disposing)
        {
            DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        else
        {
            base.Dispose(disposing);
        }
    }

    private static ClaimsPrincipal Who(string[] actions, bool requireReason, Preferences preferences) => new(SessionClaims.Write(
        new UserInfo(
            new UserDto("iam:harbor-logistics/operator", "operator", "harbor-logistics", "iam"),
            new SessionDto("s-1", DateTimeOffset.MaxValue),
            [new TenantDto(Tenant, "Harbor Logistics", "project-1", ["Operator"], actions) { RequireDownloadReason = requireReason }]),
        new SessionCookie("portal=reference", new Caller("127.0.0.1", "http", "localhost", "test")),
        preferences));

    private sealed class SignedIn(Func<ClaimsPrincipal> user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user()));
    }
}

/// <summary>The BFF as a list of answers, and of what it was asked.</summary>
internal sealed class BffStub : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpRequestMessage, Task<HttpResponseMessage>>> _answers = [];

    /// <summary>Method and path of every request, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The requests themselves.</summary>
    public List<(HttpRequestMessage Request, string Body)> Requests { get; } = [];

    /// <summary>Answers a path with JSON.</summary>
    public void Answer(string methodAndPath, object body, HttpStatusCode status = HttpStatusCode.OK) =>
        _answers[methodAndPath] = _ => Task.FromResult(Json(body, status));

    /// <summary>Answers a path with whatever the test decides when it is asked.</summary>
    public void Answer(string methodAndPath, Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) => _answers[methodAndPath] = answer;

    public static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK) => new(status)
    {
        Content = new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json"),
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        Asked.Add(key);
        Requests.Add((request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return _answers.TryGetValue(key, out var answer) ? await answer(request) : Json(new { code = "not_found", status = 404 }, HttpStatusCode.NotFound);
    }
}
