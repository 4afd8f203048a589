using System.Net;
using System.Text.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Testing;

namespace Portal.Bff.Tests.Certificates;

/// <summary>The demo consortium behind a BFF; one of its companies wants reasons.</summary>
public abstract class CertificateStack : IAsyncLifetime
{
    public SandboxProcess Sandbox { get; private set; } = null!;

    public BffHost Bff { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sandbox = await SandboxProcess.StartAsync(speed: 60, settings: [new("Sandbox__Scenario", "demo")]);
        Bff = await BffHost.StartAsync(Sandbox, await DatabaseAsync(), settings: new()
        {
            ["Sessions:AttemptsPerMinute"] = "1000", ["Certificates:TakesEffectWithin"] = "00:00:01",
            ["Tenants:meridian:RequireDownloadReason"] = "true",
        });
    }

    public async Task DisposeAsync()
    {
        await Bff.DisposeAsync();
        await Sandbox.DisposeAsync();
        await CloseDatabaseAsync();
    }

    protected abstract Task<string?> DatabaseAsync();

    protected virtual Task CloseDatabaseAsync() => Task.CompletedTask;

    /// <summary>Id of a service of the person's tenant, and the name of one of its organisations.</summary>
    internal static async Task<(string Id, string Organization)> ServiceAsync(PortalBrowser browser, string name)
    {
        var list = await (await browser.GetAsync(browser.Bcs("blockchains"))).JsonAsync();
        var id = list.GetProperty("blockchains").EnumerateArray().Single(b => b.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;
        var detail = await (await browser.GetAsync(browser.Bcs($"blockchains/{id}"))).JsonAsync();
        return (id, detail.GetProperty("peer_info")[0].GetProperty("name").GetString()!);
    }

    /// <summary>Freezes or unfreezes, with the file if there is one.</summary>
    internal static async Task<HttpStatusCode> ChangeAsync(PortalBrowser browser, string path, byte[]? file, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, browser.Bcs(path));
        request.Headers.Add(BffHeaders.IdempotencyKey, key);

        // The boundary is part of what makes two requests the same.
        request.Content = file is null ? null : new MultipartFormDataContent("boundary") { { new ByteArrayContent(file), "file", "certificate.zip" } };
        using var answer = await browser.Http.SendAsync(request);
        return answer.StatusCode;
    }

    internal static async Task<IReadOnlyList<CertificateDto>> ListAsync(PortalBrowser browser, string filter = "")
    {
        var page = await (await browser.GetAsync($"/api/certificates?tenant={browser.Tenant}{filter}")).JsonAsync();
        return page.GetProperty("items").Deserialize<List<CertificateDto>>(JsonSerializerOptions.Web)!;
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteCertificateStack : CertificateStack
{
    protected override Task<string?> DatabaseAsync() => Task.FromResult<string?>(null);
}

/// <summary>On a PostgreSQL server of its own.</summary>
public sealed class PostgresCertificateStack : CertificateStack
{
    private readonly PostgresFixture _server = new();

    protected override async Task<string?> DatabaseAsync()
    {
        await _server.InitializeAsync();
        return await _server.CreateDatabaseAsync();
    }

    protected override Task CloseDatabaseAsync() => _server.DisposeAsync();
}
