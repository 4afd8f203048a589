using System.Net;
using System.Net.Http.Json;

using Bcs.Api.Client;
using Bcs.Api.Services;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Iam;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Upstream;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Testing;

namespace Portal.Bff.Tests.Iam;

/// <summary>What stands between the portal and the cloud's sign-in service is named, to the person, in the log, and for background work.</summary>
public sealed class UnreachableIamTests : IAsyncLifetime
{
    private static readonly (string Tenant, string? Reason, string Code)[] Table =
    [
        ("good", null, ""),
        ("expired", CertificateRefusedException.Expired, ProblemCodes.IamUnavailable),
        ("other-name", CertificateRefusedException.OtherName, ProblemCodes.IamUnavailable),
        ("stranger", CertificateRefusedException.Untrusted, ProblemCodes.IamUnavailable),
        ("no-name", nameof(HttpRequestError.NameResolutionError), ProblemCodes.IamUnavailable),
        ("closed", nameof(HttpRequestError.ConnectionError), ProblemCodes.IamUnavailable),
        ("plain", nameof(HttpRequestError.SecureConnectionError), ProblemCodes.IamUnavailable),
        ("wrong-project", nameof(TokenLookup.ProjectUnknown), ProblemCodes.ProjectUnknown),
    ];

    private readonly TemporaryFolder _folder = new();
    private TlsCloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await TlsCloud.StartAsync();

    public async Task DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_tls_and_iam_said_reaches_person_log_and_background_work_and_is_never_a_wrong_password()
    {
        var file = Path.Combine(_folder.Path, "ca.pem");
        await File.WriteAllTextAsync(file, "The CA of the consortium\n" + _cloud.Authority);
        await using var bff = await BffHost.StartAsync(Settings(file), _folder.Path);
        using var browser = bff.Browser();
        foreach (var (tenant, reason, code) in Table)
        {
            using var answer = await browser.SignInAsync("d-" + tenant, "olivia", "Typed-1!");
            var services = await (await bff.Services.GetRequiredService<ITenantClients>().ForAsync(tenant, default))!.ListServicesAsync();
            if (reason is null)
            {
                Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
                Assert.IsType<BcsResult<ServiceList>.Ok>(services);
                continue;
            }

            var problem = (await answer.Content.ReadFromJsonAsync<Problem>())!;
            Assert.Equal((tenant, HttpStatusCode.ServiceUnavailable, code), (tenant, answer.StatusCode, problem.Code));
            Assert.Contains("Nothing is wrong with your account", problem.Detail, StringComparison.Ordinal);
            Assert.Equal((tenant, reason), (tenant, Trouble.Of(services)?.Reason));
            Assert.Contains(bff.Logs.Lines, l => l.StartsWith("Warning", StringComparison.Ordinal) && l.Contains($"tenant {tenant}", StringComparison.Ordinal) && l.Contains(reason, StringComparison.Ordinal));
            Assert.Equal(code == ProblemCodes.IamUnavailable ? reason : null, problem.Reason);

            using var form = await browser.Http.PostAsync(
                BffRoutes.SignInIam, new FormUrlEncodedContent([new("domain", "d-" + tenant), new("user", "olivia"), new("password", "Typed-1!")]));
            Assert.StartsWith($"/signin?error={code}{(problem.Reason is null ? "" : "&reason=" + reason)}&domain=", form.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(bff.Logs.Lines, l => l.Contains("Typed-1!", StringComparison.Ordinal) || l.Contains("SBXSECRET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void File_without_a_certificate_is_no_trust_file(string content)
    {
        var file = Path.Combine(_folder.Path, "trust.pem");
        File.WriteAllText(file, content);

        Assert.False(new CertificateFileAttribute().IsValid(file));
    }

    private Dictionary<string, string?> Settings(string trustFile)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Database:Provider"] = "Sqlite",
            ["ConnectionStrings:Portal"] = $"Data Source={Path.Combine(_folder.Path, "portal.db")}",
            ["ConnectionStrings:Jobs"] = $"Data Source={Path.Combine(_folder.Path, "jobs.db")}",
            ["Keys:MasterFile"] = Path.Combine(_folder.Path, "keys", "master.key"),
            ["Keys:Create"] = "true",
            ["Ui:Address"] = "http://127.0.0.1:9",
            ["Upstream:TrustFile"] = trustFile,
            ["Sessions:AttemptsPerMinute"] = "100",
        };
        foreach (var (tenant, _, _) in Table)
        {
            var iam = tenant switch
            {
                "no-name" => "https://iam.no-such-name.invalid",
                "closed" => $"https://localhost:{FreePort.Next()}",
                "plain" => $"https://localhost:{_cloud.PlainPort}",
                "wrong-project" => _cloud[TlsCloud.Good].ToString(),
                _ => _cloud[tenant].ToString(),
            };
            var key = "Tenants:" + tenant;
            settings[$"{key}:Name"] = tenant;
            settings[$"{key}:Domain"] = "d-" + tenant;
            settings[$"{key}:Project"] = tenant == "wrong-project" ? "nowhere" : "p";
            settings[$"{key}:IamEndpoint"] = iam;
            settings[$"{key}:BcsEndpoint"] = _cloud[TlsCloud.Good].ToString();
            settings[$"{key}:Credential:User"] = "portal";
            settings[$"{key}:Credential:Password"] = "Portal-1!";
            settings[$"{key}:Grants:0:User"] = "olivia";
            settings[$"{key}:Grants:0:Role"] = "Operator";
        }

        return settings;
    }
}
