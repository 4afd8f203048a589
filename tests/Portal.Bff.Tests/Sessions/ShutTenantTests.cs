using System.Net;
using System.Net.Http.Json;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Session;
using Portal.Testing;

namespace Portal.Bff.Tests.Sessions;

/// <summary>A company with three tenants in one domain, two of which cannot be entered.</summary>
public sealed class ShutTenantTests : IAsyncLifetime
{
    private SandboxProcess _sandbox = null!;
    private BffHost _bff = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync();
        var url = _sandbox.Url.ToString();
        var settings = Tenant("a-closed", "cn-north-4", $"http://127.0.0.1:{FreePort.Next()}/").Concat(Tenant("b-nowhere", "nowhere", url));
        _bff = await BffHost.StartAsync(_sandbox, settings: settings.ToDictionary());

        static Dictionary<string, string?> Tenant(string id, string project, string cloud) => new()
        {
            [$"Tenants:{id}:Name"] = "Harbor " + id, [$"Tenants:{id}:Domain"] = "harbor-logistics", [$"Tenants:{id}:Project"] = project,
            [$"Tenants:{id}:IamEndpoint"] = cloud, [$"Tenants:{id}:BcsEndpoint"] = cloud, [$"Tenants:{id}:Grants:0:User"] = "operator", [$"Tenants:{id}:Grants:0:Role"] = "Operator",
        };
    }

    public async Task DisposeAsync()
    {
        await _bff.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Tenants_at_fault_keep_nobody_out_of_the_others_and_say_why()
    {
        using var browser = await _bff.SignInAsync();
        var user = (await browser.Http.GetFromJsonAsync<UserInfo>(BffRoutes.User))!;
        using var elsewhere = await browser.GetAsync("/api/services?tenant=b-nowhere");

        Assert.Equal("harbor", Assert.Single(user.Tenants).Id);
        Assert.Equal(
            [
                new ShutTenantDto("a-closed", "Harbor a-closed", ProblemCodes.IamUnavailable, nameof(HttpRequestError.ConnectionError)),
                new ShutTenantDto("b-nowhere", "Harbor b-nowhere", ProblemCodes.ProjectUnknown, null),
            ],
            user.Shut);
        Assert.Equal((HttpStatusCode.NotFound, ProblemCodes.TenantUnknown), (elsewhere.StatusCode, await elsewhere.CodeAsync()));
        Assert.Equal((AuditOutcomes.Succeeded, null), await OutcomeAsync("harbor"));
        Assert.Equal((AuditOutcomes.Failed, ProblemCodes.ProjectUnknown), await OutcomeAsync("b-nowhere"));
    }

    [Fact]
    public async Task Wrong_password_is_told_as_such_and_tried_at_one_project_that_knows_the_account()
    {
        var before = await _sandbox.LastCallAsync();
        using var browser = _bff.Browser();
        using var answer = await browser.SignInAsync("harbor-logistics", "operator", "not it");

        Assert.Equal(ProblemCodes.SignInFailed, await answer.CodeAsync());
        Assert.Single(await _sandbox.CallsAsync(before), c => c.Path.EndsWith("/auth/tokens", StringComparison.Ordinal) && c.Status == 401);
    }

    private async Task<(string Outcome, string? Code)> OutcomeAsync(string tenant)
    {
        var records = await _bff.Services.GetRequiredService<AuditReader>().ListAsync(new AuditQuery { Tenant = tenant, Action = AuditEvents.SignIn }, default);
        return (records.Items[0].Outcome, records.Items[0].UpstreamCode);
    }
}
