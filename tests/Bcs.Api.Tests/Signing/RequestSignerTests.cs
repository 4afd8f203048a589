using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Bcs.Api.Client;
using Bcs.Api.Iam;
using Bcs.Api.Signing;

using Portal.Testing;

namespace Bcs.Api.Tests.Signing;

public sealed class RequestSignerTests
{
    private static readonly JsonElement Vectors = JsonSerializer.Deserialize<JsonElement>(
        File.ReadAllBytes(Repo.PathOf("tests", "Bcs.Api.Tests", "Signing", "vectors.json")));

    private static readonly ManualTimeProvider Clock = new(
        DateTimeOffset.ParseExact(Text("date"), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    private static readonly RequestSigner Signer = new(new AccessKey(Text("accessKey"), new Secret(Text("secretKey"))), Clock);

    public static TheoryData<int> Requests => [.. Enumerable.Range(0, Vectors.GetProperty("requests").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Signature_is_that_of_the_written_algorithm(int index)
    {
        var vector = Vectors.GetProperty("requests")[index];
        using var request = Request(
            vector.GetProperty("method").GetString()!, $"https://{vector.GetProperty("host").GetString()}{vector.GetProperty("target").GetString()}",
            vector.GetProperty("contentType").GetString(), Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!));
        await Signer.SignAsync(request);
        Assert.Equal(vector.GetProperty("authorization").GetString(), request.Headers.GetValues("Authorization").Single());
        Assert.Equal(Text("date"), request.Headers.GetValues("X-Sdk-Date").Single());
    }

    [Fact]
    public async Task Body_is_still_sent_after_it_was_signed()
    {
        var body = RandomNumberGenerator.GetBytes(RequestSigner.MaxBodyBytes);
        using var request = Request("POST", "https://bcs.example.com/v2/p", "application/json", body);
        request.Content = new StreamContent(new MemoryStream(body));
        await Signer.SignAsync(request);
        Assert.Equal(body, await request.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Body_beyond_the_limit_is_not_signed()
    {
        using var request = Request("POST", "https://bcs.example.com/v2/p", "application/json", new byte[RequestSigner.MaxBodyBytes + 1]);
        request.Content = new StreamContent(new MemoryStream(new byte[RequestSigner.MaxBodyBytes + 1]));
        await Assert.ThrowsAsync<HttpRequestException>(() => Signer.SignAsync(request).AsTask());
    }

    [Fact]
    public async Task Known_hash_of_a_body_spares_reading_it()
    {
        var body = "{\"a\":1}"u8.ToArray();
        using var read = Request("POST", "https://bcs.example.com/v2/p", "application/json", body);
        using var known = Request("POST", "https://bcs.example.com/v2/p", "application/json", "other"u8.ToArray());
        known.Options.Set(RequestSigner.BodySha256Key, Convert.ToHexStringLower(SHA256.HashData(body)));
        await Signer.SignAsync(read);
        await Signer.SignAsync(known);
        Assert.Equal(Authorization(read), Authorization(known));
    }

    [Fact]
    public async Task Form_with_files_is_signed_without_its_body()
    {
        using var request = Request("POST", "https://bcs.example.com/v2/p", "multipart/form-data; boundary=x", "a"u8.ToArray());
        await Signer.SignAsync(request);
        Assert.Equal("UNSIGNED-PAYLOAD", request.Headers.GetValues("X-Sdk-Content-Sha256").Single());
        Assert.Contains("x-sdk-content-sha256;x-sdk-date", Authorization(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_again_replaces_the_signature_and_a_token()
    {
        using var request = Request("GET", "https://bcs.example.com/v2/p?q=a+b", null, []);
        request.Headers.Add("X-Auth-Token", "t");
        await Signer.SignAsync(request);
        var first = Authorization(request);
        await Signer.SignAsync(request);
        Assert.Equal(first, Authorization(request));
        Assert.False(request.Headers.Contains("X-Auth-Token"));
        Assert.Equal("?q=a%20b", request.RequestUri!.Query);
    }

    [Fact]
    public void Key_is_not_printed_by_accident() =>
        Assert.DoesNotContain("SBXSECRET", new AccessKey("AK", new Secret("SBXSECRET")).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Client_signs_each_attempt()
    {
        var seen = new List<string>();
        var attempts = 0;
        using var http = new HttpClient(new SigningHandler(Signer)
        {
            InnerHandler = new AnsweringHandler(request =>
            {
                seen.Add(Authorization(request));
                return attempts++ == 0 ? Some.Json(502, "<html>") : Some.Json(200, "{}");
            }),
        }) { BaseAddress = new Uri("http://localhost:5081") };
        await new BcsClient(http, "p", retry: new BcsRetry { FirstWait = TimeSpan.Zero }).ListServicesAsync();
        Assert.Equal(2, seen.Count);
        Assert.All(seen, s => Assert.StartsWith("SDK-HMAC-SHA256 Access=AKVECTOR0001, SignedHeaders=host;x-sdk-date, Signature=", s, StringComparison.Ordinal));
    }

    private static HttpRequestMessage Request(string method, string uri, string? contentType, byte[] body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (contentType is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        return request;
    }

    private static string Authorization(HttpRequestMessage request) => request.Headers.GetValues("Authorization").Single();

    private static string Text(string name) => Vectors.GetProperty(name).GetString()!;
}
