using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.SingleSignOn;

/// <summary>A portal whose people come through an imitated provider called <c>corp</c>. Its engineers are operators at Harbor.</summary>
public sealed class ProviderStack : IAsyncLifetime
{
    public const string Provider = "corp";

    internal ImitatedProvider Corp { get; private set; } = null!;

    public SandboxProcess Sandbox { get; private set; } = null!;

    public BffHost Bff { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Corp = await ImitatedProvider.StartAsync();
        Sandbox = await SandboxProcess.StartAsync();
        Bff = await BffHost.StartAsync(Sandbox, settings: Settings(Corp));
    }

    public async Task DisposeAsync()
    {
        await Bff.DisposeAsync();
        await Sandbox.DisposeAsync();
        await Corp.DisposeAsync();
    }

    internal static Dictionary<string, string?> Settings(ImitatedProvider corp) => new()
    {
        [$"Oidc:{Provider}:Authority"] = corp.Authority, [$"Oidc:{Provider}:ClientId"] = ImitatedProvider.Client, [$"Oidc:{Provider}:ClientSecret"] = "s3cret",
        [$"Oidc:{Provider}:DisplayName"] = "Contoso", ["Tenants:harbor:Grants:9:Group"] = $"group:{Provider}:{ImitatedProvider.Group}", ["Tenants:harbor:Grants:9:Role"] = "Operator",
        ["Sessions:AttemptsPerMinute"] = "1000", ["Http:StrangersPerMinute"] = "100000",
    };

    /// <summary>Records of a tenant's log, the newest first.</summary>
    internal static async Task<IReadOnlyList<AuditRecordDto>> RecordsAsync(BffHost bff, string tenant, string operation) =>
        (await bff.Services.GetRequiredService<AuditReader>().ListAsync(new AuditQuery { Tenant = tenant, Action = operation, Limit = AuditQuery.MaximalLimit }, default)).Items;
}
