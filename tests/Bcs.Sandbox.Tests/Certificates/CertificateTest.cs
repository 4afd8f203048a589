using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Certificates;

/// <summary>A test with a service that has certificates, and a folder to unpack them in.</summary>
public abstract class CertificateTest : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("certificates").FullName;

    protected SandboxHost Sandbox { get; private set; } = null!;

    protected string Service { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync();
        Service = await Sandbox.ReadyServiceAsync();
    }

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    protected static async Task<byte[]> ZipAsync(HttpResponseMessage answer, string fileName)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(("application/zip", fileName), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    protected async Task<byte[]> DownloadAsync(string organization, string type, string? service = null)
    {
        using var answer = await Sandbox.SendAsync("GET", $"/blockchains/{service ?? Service}/cert?org_name={organization}&cert_type={type}");
        return await ZipAsync(answer, $"{organization}-{type}.zip");
    }

    protected async Task<byte[]> GenerateAsync(string user, bool safe = false, string organization = "organization")
    {
        using var answer = await Sandbox.SendAsync("POST", $"/blockchains/{Service}/orgs/{organization}/usercert/{user}", new { security_mode = safe });
        return await ZipAsync(answer, $"{organization}-{user}.zip");
    }

    /// <summary>Uploads a certificate zip, or nothing, to freeze or unfreeze a user.</summary>
    protected async Task<(int Status, JsonNode? Body)> ChangeAsync(
        string change, string user, byte[]? zip, string organization = "organization", string fileName = "user.zip", int files = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/{SandboxHost.Project()}/blockchains/{Service}/orgs/{organization}/usercert/{user}/{change}");
        request.Headers.Add("X-Auth-Token", await Sandbox.TokenAsync());
        if (zip is not null)
        {
            var form = new MultipartFormDataContent();
            for (var i = 0; i < files; i++)
            {
                var part = new ByteArrayContent(zip);
                part.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
                form.Add(part, "file", fileName);
            }

            request.Content = form;
        }

        using var answer = await Sandbox.Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Unpacks with <c>unzip</c> and returns the folder.</summary>
    protected async Task<string> UnpackAsync(byte[] zip)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"))).FullName;
        var file = folder + ".zip";
        await File.WriteAllBytesAsync(file, zip);
        await Tool.MustRunAsync("unzip", "-q", file, "-d", folder);
        return folder;
    }

    protected static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    protected static string FileIn(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Single();

    /// <summary>State of a user's newest certificate as the control shows it.</summary>
    protected async Task<string> StatusAsync(string user) =>
        JsonNode.Parse(await Sandbox.Http.GetStringAsync("/sandbox/certificates"))!.AsArray().Last(c => c!["user"]!.GetValue<string>() == user)!["status"]!.GetValue<string>();

    /// <summary>Hash of an organisation of the service.</summary>
    protected async Task<string> HashAsync() =>
        (await Sandbox.GetAsync($"/blockchains/{Service}"))["channels"]![0]!["org_name_hash"]![0]!.GetValue<string>().Split(':')[1];
}
