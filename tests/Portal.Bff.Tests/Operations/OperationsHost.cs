using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Iam;
using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Upstream;
using Portal.Bff.Sessions;
using Portal.Bff.Tests.Audit;
using Portal.Contracts.Operations;

namespace Portal.Bff.Tests.Operations;

/// <summary>The slices of operation tracking over a real database, a real audit log and a real port, as one instance of the gateway has them.</summary>
internal sealed class OperationsHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OperationsHost(WebApplication app) => _app = app;

    public Announced Announced => (Announced)Get<IEventBroadcast>();

    public IOperationTracker Tracker => Get<IOperationTracker>();

    public OperationStore Store => Get<OperationStore>();

    public Uri Url => new(_app.Urls.First());

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts an instance. Jobs run when the test says so, unless <paramref name="adjust"/> adds the scheduler.</summary>
    public static async Task<OperationsHost> StartAsync(
        AuditDatabase database, ITenantClients clients, TimeProvider time, People? people = null, bool browsers = false,
        Action<IServiceCollection, IConfiguration>? adjust = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(database.Settings);
        var services = builder.Services;
        services.AddSingleton(time);
        services.AddPortalData(builder.Configuration);
        services.AddAudit();
        people ??= new People();
        services.AddSingleton<IAccessEngine>(people);
        services.AddSingleton<ISessionDirectory>(people);
        services.AddSingleton(people);
        services.AddSingleton(clients);
        services.AddSingleton(new UpstreamOptions());
        services.AddAuthentication(People.Scheme).AddScheme<AuthenticationSchemeOptions, People.CookieHandler>(People.Scheme, null);
        services.AddAccessRules();
        services.AddLive();
        services.AddOperations();
        if (!browsers)
        {
            services.Replace(ServiceDescriptor.Singleton<IEventBroadcast>(new Announced()));
        }

        adjust?.Invoke(services, builder.Configuration);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLive();
        app.MapOperations();
        map?.Invoke(app);
        await app.StartAsync();
        return new OperationsHost(app);
    }

    /// <summary>One tick of the poll job.</summary>
    public Task<string?> PollAsync() => Get<PollOperations>().ExecuteAsync(default);

    /// <summary>A browser with this cookie, or with none.</summary>
    public HttpClient Browser(string? handle)
    {
        var http = new HttpClient { BaseAddress = Url };
        if (handle is not null)
        {
            http.DefaultRequestHeaders.Add("Cookie", "session=" + handle);
        }

        return http;
    }

    public async Task<OperationDto> TrackAsync(string tenant, string id, string? audit = "a-1", string service = "svc-1") =>
        await Tracker.TrackAsync(
            new StartedOperation(tenant, id, "createChannels", service, "trade", "olivia", audit, Get<TimeProvider>().GetUtcNow()) { RequesterId = "iam:x/olivia" }, default);

    public async Task<OperationDto> FindAsync(string tenant, string id) => (await Store.FindAsync(tenant, id, default))!;

    /// <summary>A call of olivia's with what the gateway sees before it sends one.</summary>
    public async Task<AuditCall> LookAsync(string tenant, string operation, string? blockchainId, string? request)
    {
        var people = Get<People>();
        people.Grant("olivia", tenant, [.. Bcs.Api.Catalogue.BcsOperations.All.Select(o => o.Action)]);
        return await Get<LookBefore>().AddToAsync(
            people.SignIn("s-olivia", "olivia", tenant),
            new AuditCall { Tenant = tenant, Actor = new AuditActor("iam:x/olivia", "olivia", "user"), Operation = operation, BlockchainId = blockchainId, Request = request },
            default);
    }

    /// <summary>An intent as the gateway records it, turned into a check.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="operation">What was asked for.</param>
    /// <param name="blockchainId">Service.</param>
    /// <param name="request">Body.</param>
    /// <param name="answer">What is known of the answer.</param>
    public async Task<(AuditIntent Intent, OperationDto Check)> CheckAsync(string tenant, string operation, string? blockchainId, string? request, string? answer = null) =>
        await CheckAsync(await LookAsync(tenant, operation, blockchainId, request), answer);

    /// <summary>A call that was looked at, recorded and turned into a check.</summary>
    public async Task<(AuditIntent Intent, OperationDto Check)> CheckAsync(AuditCall call, string? answer = null)
    {
        var now = Get<TimeProvider>().GetUtcNow();
        var intent = await Get<IAuditLog>().IntentAsync(call, default);
        return (intent, await Tracker.CheckAsync(new UnclearCall(call.Tenant, intent, call.Operation, call.BlockchainId, call.Request, "olivia", now) { Answer = answer }, default));
    }

    public async Task<T> QueryAsync<T>(Func<PortalDbContext, Task<T>> query)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        return await query(db);
    }

    public Task<TenantWork> WorkAsync(string tenant, string kind = OperationStore.Work) =>
        QueryAsync(db => db.Set<TenantWork>().AsNoTracking().SingleAsync(w => w.Tenant == tenant && w.Kind == kind));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
