using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sandbox_killed_with_a_state_file_goes_on_where_it_was()
    {
        var file = Path.Combine(_folder, "state.json");
        string token, projectId, id;
        await using (var first = await SandboxProcess.StartAsync(speed: 0, stateFile: file))
        {
            (token, projectId) = await first.TokenAsync();
            id = await CreateServiceAsync(first, token, projectId);
            await first.AdvanceAsync(TimeSpan.FromSeconds(60));
            await Eventually.TrueAsync(async () => WrittenTime(file) == (await first.Http.GetFromJsonAsync<JsonObject>("/sandbox/clock"))!["now"]!.GetValue<DateTimeOffset>(), "the state on disk");
            await first.Process.KillAsync();
        }

        await using var second = await SandboxProcess.StartAsync(speed: 0, stateFile: file);
        Assert.Equal("IsCreating", await ProcessStatusAsync(second, token, projectId, id));
        await second.AdvanceAsync(TimeSpan.FromSeconds(90));
        Assert.Equal("", await ProcessStatusAsync(second, token, projectId, id));
        var text = await File.ReadAllTextAsync(file);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        Assert.DoesNotContain("SBXSECRET", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sandbox_stopped_politely_has_written_its_last_change()
    {
        var file = Path.Combine(_folder, "state.json");
        string token, projectId, id;
        await using (var first = await SandboxProcess.StartAsync(speed: 0, stateFile: file))
        {
            (token, projectId) = await first.TokenAsync();
            id = await CreateServiceAsync(first, token, projectId);
            Assert.Equal(0, await first.Process.StopAsync());
        }

        await using var second = await SandboxProcess.StartAsync(speed: 0, stateFile: file);
        Assert.Equal("IsCreating", await ProcessStatusAsync(second, token, projectId, id));
    }

    [Fact]
    public async Task Demo_is_the_same_after_a_restart()
    {
        var file = Path.Combine(_folder, "state.json");
        KeyValuePair<string, string?>[] settings = [new("Sandbox__Scenario", "demo")];
        string[] paths = ["blockchains", "notifications", "members", "operation/record", "quotas"];
        var before = new List<string>();
        string token, projectId;
        await using (var first = await SandboxProcess.StartAsync(speed: 0, stateFile: file, settings: settings))
        {
            (token, projectId) = await first.TokenAsync();
            foreach (var path in paths)
            {
                before.Add(await GetAsync(first, token, projectId, path));
            }

            await CreateServiceAsync(first, token, projectId);
            Assert.Equal(0, await first.Process.StopAsync());
        }

        await using var second = await SandboxProcess.StartAsync(speed: 0, stateFile: file, settings: settings);
        foreach (var (path, text) in paths.Zip(before))
        {
            // What the new service shows in is the rest.
            Assert.Equal(path is "notifications" or "members", text == await GetAsync(second, token, projectId, path));
        }
    }

    private static async Task<string> GetAsync(SandboxProcess sandbox, string token, string projectId, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{projectId}/{path}") { Headers = { { "X-Auth-Token", token } } };
        using var answer = await sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task Certificates_are_the_same_after_a_restart_and_no_key_is_on_disk()
    {
        var file = Path.Combine(_folder, "state.json");
        string token, projectId, id;
        byte[] bundle;
        await using (var first = await SandboxProcess.StartAsync(speed: 0, stateFile: file))
        {
            (token, projectId) = await first.TokenAsync();
            id = await CreateServiceAsync(first, token, projectId);
            await first.AdvanceAsync(TimeSpan.FromSeconds(200));
            bundle = await CertificatesAsync(first, token, projectId, id);
            Assert.Equal(0, await first.Process.StopAsync());
        }

        await using var second = await SandboxProcess.StartAsync(speed: 0, stateFile: file);
        Assert.Equal(bundle, await CertificatesAsync(second, token, projectId, id));
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains("\"Authorities\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SBXSECRET", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
    }

    private static async Task<byte[]> CertificatesAsync(SandboxProcess sandbox, string token, string projectId, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{projectId}/blockchains/{id}/cert?org_name=organization&cert_type=admin") { Headers = { { "X-Auth-Token", token } } };
        using var answer = await sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static DateTimeOffset? WrittenTime(string file) =>
        File.Exists(file) ? new DateTimeOffset(JsonNode.Parse(File.ReadAllText(file))!["Clock"]!["SimulatedTicks"]!.GetValue<long>(), TimeSpan.Zero) : null;

    private static async Task<string> CreateServiceAsync(SandboxProcess sandbox, string token, string projectId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/{projectId}/blockchains")
        {
            Content = JsonContent.Create(Some.Service("restart")),
            Headers = { { "X-Auth-Token", token } },
        };
        using var answer = await sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["blockchain_id"]!.GetValue<string>();
    }

    private static async Task<string> ProcessStatusAsync(SandboxProcess sandbox, string token, string projectId, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{projectId}/blockchains/{id}") { Headers = { { "X-Auth-Token", token } } };
        using var answer = await sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["basic_info"]!["process_status"]!.GetValue<string>();
    }
}
