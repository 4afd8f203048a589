using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

using Microsoft.AspNetCore.Http;

using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Proxy;
using Portal.Contracts;
using Portal.Contracts.Administration;
using Portal.Contracts.Consortia;
using Portal.Contracts.Monitoring;
using Portal.Contracts.Services;
using Portal.Testing;

namespace Portal.Bff.Tests.Services;

/// <summary>A tenant whose cloud could never be read, through the whole gateway: each list says so, and no single thing is said not to exist.</summary>
public sealed class NeverReadTests : IAsyncLifetime
{
    private const string Nothing = """{"blockchains":[],"notifications":[],"members":[],"operation_records":[],"quotas":{"resources":[]}}""";

    private static readonly Dictionary<string, Type?> Lists = new()
    {
        [BffRoutes.Services] = typeof(ServicePage),
        [BffRoutes.Consortia] = typeof(ConsortiumDto),
        [BffRoutes.Alarms] = typeof(AlarmOverviewDto),
        [BffRoutes.Operations] = null,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-bff");
    private RecordingCloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await RecordingCloud.StartAsync();

    public async Task DisposeAsync()
    {
        await _cloud.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("wrong credential", ReadStates.Failed, ReadHelpers.TenantAdministrator)]
    [InlineData("cloud away", ReadStates.Failed, ReadHelpers.Nobody)]
    [InlineData("nothing there", ReadStates.Read, null)]
    public async Task Tenant_tells_in_every_list_what_is_known_and_who_has_to_act(string cloud, string state, string? who)
    {
        _cloud.Answer = cloud == "wrong credential"
            ? RecordingCloud.Json("""{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: verify aksk signature fail"}""", StatusCodes.Status401Unauthorized)
            : RecordingCloud.Json(Nothing);
        var settings = _cloud.Settings(_folder.FullName, signs: true);
        if (cloud == "cloud away")
        {
            // Nobody listens there.
            settings[$"Tenants:{RecordingCloud.Tenant}:BcsEndpoint"] = "http://127.0.0.1:9/";
        }

        await using var bff = await BffHost.StartAsync(settings, _folder.FullName);
        using var browser = await RecordingCloud.SignInAsync(bff);
        foreach (var list in Lists.Keys)
        {
            JsonElement page = default;
            await Eventually.TrueAsync(
                async () =>
                {
                    using var answer = await browser.GetAsync($"{list}?tenant={RecordingCloud.Tenant}");
                    page = await answer.JsonAsync();
                    var seen = page.GetProperty("reading").Deserialize<Reading>(JsonSerializerOptions.Web)!;
                    return seen.IsRead || seen.Since is not null;
                },
                $"{list} was tried");
            var reading = page.GetProperty("reading").Deserialize<Reading>(JsonSerializerOptions.Web)!;
            Assert.Equal((list, state, who), (list, reading.State, reading.Who));
            Assert.Equal(who is not null, reading.Problem is not null && reading.Since is not null);
        }

        // An administrator sees all of them at once, with where the cloud is.
        var connection = (await browser.Http.GetFromJsonAsync<AdministrationDto>($"{BffRoutes.Administration}?tenant={RecordingCloud.Tenant}"))!.Connection;
        Assert.Equal(
            [(ReadLists.Services, state, who), (ReadLists.Operations, state, who), (ReadLists.Consortia, state, who)],
            connection.Lists.Select(l => (l.List, l.Reading.State, l.Reading.Who)));
        Assert.All(connection.Lists, l => Assert.Equal(state is ReadStates.Read, l.AsOf is not null));
        Assert.Equal((new Uri(settings[$"Tenants:{RecordingCloud.Tenant}:BcsEndpoint"]!).Authority, CredentialKinds.AccessKey), (connection.BcsHost, connection.Credential));

        foreach (var one in (string[])[$"{BffRoutes.Services}/no-such-service", $"{BffRoutes.Operations}/no-such-operation"])
        {
            using var answer = await browser.GetAsync($"{one}?tenant={RecordingCloud.Tenant}");
            var expected = state == ReadStates.Read ? (HttpStatusCode.NotFound, ProblemCodes.NotFound) : (HttpStatusCode.ServiceUnavailable, ProblemCodes.NeverRead);
            Assert.Equal(expected, (answer.StatusCode, await answer.CodeAsync()));
        }
    }

    [Fact]
    public void Answers_that_tell_their_age_tell_whether_they_were_read()
    {
        var aged = typeof(Reading).Assembly.GetExportedTypes().Where(t => t.GetProperty("AsOf")?.PropertyType == typeof(DateTimeOffset?) && t.GetProperty("Problem") is not null).ToList();

        Assert.Equal(Lists.Values.OfType<Type>().Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))), aged.OrderBy(t => t.Name, StringComparer.Ordinal));
        Assert.All(aged, t => Assert.Equal(typeof(Reading), t.GetProperty(nameof(Reading), BindingFlags.Public | BindingFlags.Instance)?.PropertyType));
    }
}
