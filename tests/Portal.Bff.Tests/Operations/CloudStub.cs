using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

using Bcs.Api.Client;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

using Portal.Bff.Iam;

namespace Portal.Bff.Tests.Operations;

/// <summary>
/// Upstream on a loopback port whose records the test writes line by line, for what the emulator's clockwork cannot be made
/// to do: records that are late, answers that repeat, tenants that hang.
/// </summary>
internal sealed class CloudStub : ITenantClients, IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<string, TenantCloud> _tenants = new();
    private readonly ConcurrentDictionary<string, bool> _withoutCredential = new();

    private CloudStub(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>The cloud's clock, where it is not the machine's.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public Uri Url => new(_app.Urls.First());

    public TenantCloud this[string tenant] => _tenants.GetOrAdd(tenant, _ => new TenantCloud());

    public static async Task<CloudStub> StartAsync(params string[] tenants)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        CloudStub? stub = null;
        app.Run(context => stub!.AnswerAsync(context));
        await app.StartAsync();
        stub = new CloudStub(app);
        foreach (var tenant in tenants)
        {
            _ = stub[tenant];
        }

        return stub;
    }

    public Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. _tenants.Keys.Where(t => !_withoutCredential.GetValueOrDefault(t)).Order(StringComparer.Ordinal)]);

    /// <summary>From now on the portal has no client for a tenant, and no longer lists one that is retired.</summary>
    public void TakeCredential(string tenant, bool retired) => _withoutCredential[tenant] = retired;

    // The tenant's id stands where its project id would.
    public Task<BcsClient?> ForAsync(string tenantId, CancellationToken cancellationToken) =>
        Task.FromResult(_tenants.ContainsKey(tenantId) && !_withoutCredential.ContainsKey(tenantId) ? new BcsClient(_http, tenantId, retry: BcsRetry.None) : null);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var cloud = _tenants[parts[1]];
        context.Response.Headers.Date = Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        cloud.Calls.Enqueue(context.Request.Path + context.Request.QueryString);
        if (cloud.Fault is { } fault && await fault(context))
        {
            return;
        }

        var query = context.Request.Query;
        JsonObject? body = parts[2..] switch
        {
            ["operation", "record"] => cloud.ListRecords(query["operation_id"], query["operation_status"], query["blockchain_id"], query["operation_type"]),
            ["blockchains"] => cloud.ListServices(),
            ["notifications"] => new JsonObject { ["notifications"] = new JsonArray([.. cloud.Notifications.Select(n => n.DeepClone())]) },
            ["blockchains", var id] => cloud.Details.GetValueOrDefault(id)?.DeepClone().AsObject(),
            ["blockchains", var id, "channels"] => new JsonObject
            {
                ["channels"] = new JsonArray([.. cloud.Channels.GetValueOrDefault(id, []).Select(c => new JsonObject { ["name"] = c })]),
            },
            _ => null,
        };
        context.Response.StatusCode = body is null ? 400 : 200;
        await context.Response.WriteAsJsonAsync(body ?? new JsonObject { ["error_code"] = "BCS.4001011", ["error_msg"] = "gone" });
    }
}

/// <summary>What upstream holds for one tenant.</summary>
internal sealed class TenantCloud
{
    private readonly ConcurrentDictionary<string, JsonObject> _records = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Service names by id.</summary>
    public ConcurrentDictionary<string, string> Services { get; } = new();

    public ConcurrentDictionary<string, JsonObject> Details { get; } = new();

    public ConcurrentDictionary<string, string[]> Channels { get; } = new();

    /// <summary>Invitations sent and received.</summary>
    public ConcurrentQueue<JsonObject> Notifications { get; } = new();

    /// <summary>Answers in place of the stub; true if it did.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>Paths and queries received since the last call of this method.</summary>
    public IReadOnlyList<string> TakeCalls()
    {
        var calls = new List<string>();
        while (Calls.TryDequeue(out var call))
        {
            calls.Add(call);
        }

        return calls;
    }

    /// <summary>Writes a record.</summary>
    public void Record(
        string id, string status, DateTimeOffset at, string service = "svc-1", string name = "trade", string type = "04",
        JsonObject? steps = null, string? message = null) =>
        _records[id] = new JsonObject
        {
            ["operation_id"] = id,
            ["operation_type"] = type,
            ["blockchain_id"] = service,
            ["blockchain_name"] = name,
            ["operation_status"] = status,
            ["record_time"] = (at - DateTimeOffset.UnixEpoch).Ticks * 100,
            ["operation_process"] = steps,
            ["message"] = message is null ? null : new JsonArray(message),
        };

    public void Invitation(string inviter, string channel, string invitee, string status, string joined = "") => Notifications.Enqueue(new JsonObject
    {
        ["channel_name"] = channel,
        ["status"] = status,
        ["invitor_info"] = new JsonObject { ["invitor_bcs_id"] = inviter },
        ["invitee_info"] = new JsonObject { ["invitee_name"] = invitee, ["invitee_bcs_id"] = joined },
    });

    public void Forget(string id) => _records.TryRemove(id, out _);

    public void Service(string id, string name, string process = "", string status = "Normal")
    {
        Services[id] = name;
        Details[id] = new JsonObject
        {
            ["basic_info"] = new JsonObject { ["id"] = id, ["name"] = name, ["status"] = status, ["process_status"] = process, ["created_time"] = "2026-11-01T08:00:00Z" },
        };
    }

    /// <summary>One step with sub-steps, as upstream writes it.</summary>
    public static JsonObject Step(string name, string status, params (string Name, string Status, long Start, long End)[] parts)
    {
        var subSteps = new JsonObject();
        foreach (var (i, part) in parts.Index())
        {
            subSteps[part.Name] = new JsonObject
            {
                ["substep_name"] = part.Name, ["status"] = part.Status, ["start_time"] = part.Start, ["end_time"] = part.End, ["serial_num"] = i + 1,
            };
        }

        return new JsonObject { [name] = new JsonObject { ["step_name"] = name, ["status"] = status, ["sub_steps"] = subSteps, ["serial_num"] = 1 } };
    }

    public JsonObject ListRecords(string? id, string? status, string? service, string? type)
    {
        var found = _records.Values.Where(r =>
            (id is null || (string?)r["operation_id"] == id) && (status is null || (string?)r["operation_status"] == status)
            && (service is null || (string?)r["blockchain_id"] == service) && (type is null || (string?)r["operation_type"] == type)).ToList();
        return new JsonObject { ["count"] = found.Count, ["operation_records"] = new JsonArray([.. found.Select(r => r.DeepClone())]) };
    }

    public JsonObject ListServices() => new()
    {
        ["count"] = Services.Count,
        ["blockchains"] = new JsonArray([.. Services.Select(s => new JsonObject { ["id"] = s.Key, ["name"] = s.Value })]),
    };

    /// <summary>A fault that refuses everything.</summary>
    public static Func<HttpContext, Task<bool>> Refuse(int status, int? retryAfterSeconds = null) => async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsJsonAsync(new JsonObject { ["error_code"] = "BCS.4290001", ["error_msg"] = "slow down" });
        return true;
    };
}
