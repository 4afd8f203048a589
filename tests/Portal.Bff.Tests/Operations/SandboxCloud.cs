using System.Net.Http.Headers;
using System.Net.Http.Json;

using Bcs.Api.Client;
using Bcs.Api.Services;

using Portal.Bff.Iam;
using Portal.Testing;

namespace Portal.Bff.Tests.Operations;

/// <summary>The emulator as a process, with clients that carry the portal's token.</summary>
internal sealed class SandboxCloud : ITenantClients, IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly string _projectId;

    private SandboxCloud(SandboxProcess process, HttpClient http, string projectId) => (Process, _http, _projectId) = (process, http, projectId);

    public const string Tenant = "harbor";

    public SandboxProcess Process { get; }

    public BcsClient Client => new(_http, _projectId);

    public static async Task<SandboxCloud> StartAsync(double speed)
    {
        var process = await SandboxProcess.StartAsync(speed);
        var (token, projectId) = await process.TokenAsync(Tenant, "portal");
        var http = new HttpClient { BaseAddress = process.Url };
        http.DefaultRequestHeaders.Add("X-Auth-Token", token);
        return new SandboxCloud(process, http, projectId);
    }

    /// <summary>Creates a service as somebody outside the portal would.</summary>
    public async Task<CreateServiceResponse> CreateServiceAsync(string name)
    {
        var (token, _) = await Process.TokenAsync(Tenant);
        using var http = new HttpClient { BaseAddress = Process.Url };
        http.DefaultRequestHeaders.Add("X-Auth-Token", token);
        var answer = await new BcsClient(http, _projectId).CreateServiceAsync(new CreateServiceRequest
        {
            Name = name, VersionType = 4, EnterpriseProjectId = "0", ResourcePassword = "Rehearse-1", OrdererNodeNumber = 3, ClusterType = "cce",
            CreateNewCluster = false, CceClusterInfo = new CceClusterInfo { ClusterId = "5adc2ce2-9712-11ea-9535-0255ac100b0d", ClusterName = "cluster-1" },
        });
        return Assert.IsType<BcsResult<CreateServiceResponse>.Ok>(answer).Value;
    }

    public Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([Tenant]);

    public Task<BcsClient?> ForAsync(string tenantId, CancellationToken cancellationToken) => Task.FromResult<BcsClient?>(Client);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }
}
